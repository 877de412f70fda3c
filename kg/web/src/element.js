// Makes an element; texts among the children stay texts.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// A link, or only its text where it would lead nowhere.
export function link(href, text) {
  return href ? element("a", { href }, text) : element("span", {}, text);
}
