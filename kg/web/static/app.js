// The key "/" leads to the search box; everything else works without scripts.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});

// Paper shows all evidence, and the screen again what was open before.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.evidence:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
