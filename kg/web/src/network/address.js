// The address of the page holds what is shown: the form's words, which the server knows too, and what is selected.
export function saved(network) {
  const words = new URLSearchParams(location.search);
  const numbers = (name) => words.getAll(name).map((id) => network.numbers.get(id)).filter((number) => number !== undefined);
  return { chosen: numbers("select").slice(0, 2), goal: numbers("goal")[0], asking: false };
}

export function save(form, network, { chosen, goal }) {
  const words = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  for (const link of document.querySelectorAll(".downloads a")) link.search = words;
  for (const number of chosen) words.append("select", network.nodes[number].id);
  if (goal !== undefined) words.append("goal", network.nodes[goal].id);
  history.replaceState(null, "", `${location.pathname}?${words}`);
}
