// Why: a message as Slack draws it, by slack-blocks-to-jsx. The line above a private message is ours.
import { createRoot } from "react-dom/client";
import { Message } from "slack-blocks-to-jsx";
import "slack-blocks-to-jsx/dist/style.css";

const LOGO = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="6" fill="#4a154b"/></svg>',
);
const { payload, private: alone, other_theme: dark } = window.PICTURE;

function Picture() {
  return (
    <div style={{ padding: "12px 16px", background: dark ? "#1a1d21" : "#fff", color: dark ? "#d1d2d3" : "#1d1c1d", fontFamily: "Lato, 'Liberation Sans', sans-serif" }}>
      {alone && <div style={{ fontSize: 13, color: "#616061", margin: "0 0 4px 44px" }}>Only visible to you</div>}
      <Message theme={dark ? "dark" : "light"} name="Axis" logo={LOGO} time={new Date(2026, 10, 23, 9, 30)} blocks={payload} />
    </div>
  );
}

createRoot(document.getElementById("root")).render(<Picture />);
