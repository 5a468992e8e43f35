// Why: a message, a modal and the App Home as Slack draws them, by slack-blocks-to-jsx. What stands
// around their blocks is ours, and so are errors at fields and what pickers begin with, which it does
// not draw.
import { createRoot } from "react-dom/client";
import { Message } from "slack-blocks-to-jsx";
import "slack-blocks-to-jsx/dist/style.css";

const LOGO = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="6" fill="#4a154b"/></svg>',
);
const CHANNELS = [{ id: "C1", name: "newsroom" }];
const colours = (dark) => ({
  back: dark ? "#1a1d21" : "#fff", ink: dark ? "#d1d2d3" : "#1d1c1d",
  edge: `1px solid ${dark ? "#45484d" : "#dddddd"}`, wrong: dark ? "#e8777f" : "#e01e5a",
});
const drawn = (dark) => ({
  theme: dark ? "dark" : "light", name: "Axis", logo: LOGO,
  time: new Date(2026, 10, 23, 9, 30), data: { channels: CHANNELS },
});

function Talk({ payload, other_theme: dark }) {
  return payload.map((one, at) => (
    <div key={at} style={{ padding: "12px 16px" }}>
      {one.private && <div style={{ fontSize: 13, color: "#616061", margin: "0 0 4px 44px" }}>Only visible to you</div>}
      <Message {...drawn(dark)} blocks={one.payload} />
    </div>
  ));
}

function Home({ payload, other_theme: dark }) {
  return (
    <div style={{ padding: "12px 16px", maxWidth: 720 }}>
      <Message {...drawn(dark)} withoutWrapper blocks={payload} />
    </div>
  );
}

// What a picker begins with stands in the place of its words.
function begun(block) {
  const element = block.element;
  const shown = element?.initial_option?.text.text
    ?? (element?.initial_conversation && `#${CHANNELS[0].name}`) ?? element?.placeholder?.text;
  if (!["external_select", "conversations_select"].includes(element?.type)) return block;
  return { ...block, element: { type: "static_select", options: [], placeholder: { type: "plain_text", text: shown } } };
}

// One line to type in, which the library draws as many.
function Line({ block, dark }) {
  const { edge, ink, back } = colours(dark);
  const small = { fontSize: 13, opacity: 0.7 };
  return (
    <div>
      <div style={{ fontWeight: 700, fontSize: 15, marginBottom: 8 }}>
        {block.label.text}{block.optional && <span style={{ ...small, fontWeight: 400 }}> (optional)</span>}
      </div>
      <input style={{ width: "100%", boxSizing: "border-box", border: edge, borderRadius: 4, padding: 8, fontSize: 15, background: back, color: ink }}
        defaultValue={block.element.initial_value} placeholder={block.element.placeholder?.text} />
      {block.hint && <div style={{ ...small, marginTop: 4 }}>{block.hint.text}</div>}
    </div>
  );
}

function Field({ block, wrong, dark }) {
  return (
    <div style={{ margin: "0 0 12px" }}>
      {block.element?.type === "plain_text_input"
        ? <Line block={block} dark={dark} />
        : <Message {...drawn(dark)} withoutWrapper blocks={[begun(block)]} />}
      {wrong && <div style={{ color: colours(dark).wrong, fontSize: 13, marginTop: 4 }}>{wrong}</div>}
    </div>
  );
}

function Press({ text, first, dark }) {
  const { edge, ink } = colours(dark);
  const look = first ? { background: "#007a5a", color: "#fff" } : { color: ink };
  const style = { border: edge, borderRadius: 4, padding: "6px 12px", fontWeight: 700, fontSize: 15, marginLeft: 8, ...look };
  return text ? <span style={style}>{text.text}</span> : null;
}

function Modal({ payload, errors, other_theme: dark }) {
  const { edge } = colours(dark);
  return (
    <div style={{ maxWidth: 520, border: edge, borderRadius: 8, boxSizing: "border-box" }}>
      <div style={{ padding: "16px 20px", fontSize: 22, fontWeight: 900, borderBottom: edge }}>
        {payload.title.text}
      </div>
      <div style={{ padding: "16px 20px" }}>
        {payload.blocks.map((one, at) => <Field key={at} block={one} wrong={errors[one.block_id]} dark={dark} />)}
      </div>
      <div style={{ padding: "12px 20px", borderTop: edge, textAlign: "right" }}>
        <Press text={payload.close} dark={dark} /><Press text={payload.submit} dark={dark} first />
      </div>
    </div>
  );
}

function Picture({ picture }) {
  const { surface, other_theme: dark } = picture;
  const Shown = { message: Talk, talk: Talk, modal: Modal, home: Home }[surface];
  const given = surface === "message" ? { ...picture, payload: [picture] } : picture;
  const { back, ink } = colours(dark);
  return (
    <div style={{ background: back, color: ink, fontFamily: "Lato, 'Liberation Sans', sans-serif" }}>
      <Shown {...given} />
    </div>
  );
}

const root = createRoot(document.getElementById("root"));
let number = 0;
window.draw = (picture) => root.render(<Picture key={number++} picture={picture} />);
