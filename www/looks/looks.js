// Three buttons, one look. Nothing is remembered: the next visit begins with the plain one.
const buttons = document.querySelectorAll("button[data-look]");

function choose(look) {
  document.documentElement.dataset.look = look;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.look === look));
}

for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.look));
