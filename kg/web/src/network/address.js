// The address of the page holds what is shown: the form's words, which the server knows too, and what is selected.
export function saved(network) {
  const words = new URLSearchParams(location.search);
  const numbers = (name) => words.getAll(name).map((id) => network.numbers.get(id)).filter((number) => number !== undefined);
  return { chosen: numbers("select").slice(0, 2), goal: numbers("goal")[0], asking: false };
}

// A page without a server holds the form as it is empty.
export function fill(form) {
  const words = new URLSearchParams(location.search);
  for (const field of [...form.elements].filter(({ name, type }) => words.has(name) && type !== "hidden")) {
    if (field.type === "checkbox") field.checked = words.getAll(field.name).includes(field.value);
    else field.value = words.get(field.name);
  }
}

export function save(form, network, { chosen, goal }) {
  const words = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  for (const link of document.querySelectorAll(".downloads a")) link.search = words;
  for (const number of chosen) words.append("select", network.nodes[number].id);
  if (goal !== undefined) words.append("goal", network.nodes[goal].id);
  history.replaceState(null, "", `${location.pathname}?${words}`);
}
