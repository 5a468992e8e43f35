// Why: a message as Discord draws it. discord-components-core has no containers, text displays or
// separators (Components V2), so those are drawn here around its message, headings, small print,
// lists, buttons and menus.
import "@skyra/discord-components-core";

const STYLE = `
  .container { border: 1px solid #45464e; border-radius: 8px; padding: 16px; max-width: 560px;
    background: #393a41; display: flex; flex-direction: column; gap: 8px; }
  .text { line-height: 1.375; }
  .text h2, .text h3 { margin: 8px 0; line-height: 1.375; color: #fff; }
  .text h2 { font-size: 1.25rem } .text h3 { font-size: 1rem } .text > :first-child { margin-top: 0 }
  .text ul { margin: 4px 0 0; padding-left: 1.2em; list-style: disc } .text li { margin-bottom: 4px }
  .rule { border-top: 1px solid #4c4d55; margin: 4px 0 } .rule.wide { margin: 12px 0 }
  .mention { background: #3e4372; color: #c9cdfb; border-radius: 3px; padding: 0 2px; }
  .options { background: #1e1f22; border-radius: 0 0 4px 4px; color: #dbdee1; }
  .options div { padding: 8px 12px; }
  .light .container { background: #fff; border-color: #d9d9dc; }
  .light .text h2, .light .text h3 { color: #060607; } .light .rule { border-color: #d9d9dc; }
  .light .mention { background: #e6e8fd; color: #505cdc; }
  .light .options { background: #f2f3f5; color: #313338; }
`;
const make = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

// The inline markup that the bot uses: escapes, bold, italic, inline code, command mentions.
function inline(text) {
  const found = [];
  const rule = /\\([^\sA-Za-z0-9])|\*\*((?:\\.|[^*\\])+)\*\*|\*((?:\\.|[^*\\])+)\*|`([^`]+)`|<(\/[^:>]+):\d+>|<#\d+>/g;
  let at = 0;
  for (const hit of text.matchAll(rule)) {
    found.push(text.slice(at, hit.index));
    if (hit[1] !== undefined) found.push(hit[1]);
    else if (hit[2] !== undefined) found.push(make("strong", {}, ...inline(hit[2])));
    else if (hit[3] !== undefined) found.push(make("em", {}, ...inline(hit[3])));
    else if (hit[4] !== undefined) found.push(make("discord-code", {}, hit[4]));
    else found.push(make("span", { class: "mention" }, hit[5] ?? "#newsroom"));
    at = hit.index + hit[0].length;
  }
  return [...found, text.slice(at)];
}

function text(content) {
  const box = make("div", { class: "text" });
  for (const line of content.split("\n")) {
    const heading = /^(#{1,3}) (.*)$/.exec(line);
    const item = /^[-*] (.*)$/.exec(line);
    if (heading) box.append(make(`h${heading[1].length}`, {}, ...inline(heading[2])));
    else if (line.startsWith("-# "))
      box.append(make("discord-subscript", {}, ...inline(line.slice(3))));
    else if (item) {
      if (box.lastElementChild?.tagName !== "UL") box.append(make("ul"));
      box.lastElementChild.append(make("li", {}, ...inline(item[1])));
    } else box.append(make("div", { style: "min-height: 1.375em" }, ...inline(line)));
  }
  return box;
}

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "destructive" };
const COMPONENTS = {
  1: (one) => make("discord-action-row", {}, ...one.components.map(component)),
  2: (one) => make("discord-button", { type: STYLES[one.style] }, one.label),
  // Drawn open, so that its options can be read.
  3: (one) => make("div", { style: "width:100%" },
    make("discord-string-select-menu", { placeholder: one.placeholder, style: "width:100%" }),
    make("div", { class: "options" }, ...one.options.map((option) => make("div", {}, option.label)))),
  10: (one) => text(one.content),
  14: (one) => make("div", { class: one.spacing === 2 ? "rule wide" : "rule" }),
  17: (one) => make("div", { class: "container" }, ...one.components.map(component)),
};
const component = (one) => COMPONENTS[one.type](one);

const AVATAR = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#5865f2"/></svg>',
);
const message = (one) => make(
  "discord-message",
  { author: "Axis", bot: "", avatar: AVATAR, timestamp: "11/23/2026", ...(one.private ? { ephemeral: "" } : {}) },
  ...one.payload.map(component),
);
document.head.append(make("style", {}, STYLE));
window.draw = (picture) => {
  const light = picture.other_theme;
  document.body.style.background = light ? "#fff" : "#313338";
  const theme = light ? { "light-theme": "", class: "light" } : {};
  const messages = picture.surface === "talk" ? picture.payload : [picture];
  document.getElementById("root").replaceChildren(make("discord-messages", theme, ...messages.map(message)));
};
