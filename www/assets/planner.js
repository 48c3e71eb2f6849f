// The rollout planner: a small single-page app over the History API. Its answers live in the form alone.

const STEPS = {
  "/planner/": {
    title: "Rollout planner",
    heading: "Plan a rollout in four steps",
    lead: "Your team, your systems, your rules, and then a suggested order of work. It takes three minutes. Your answers stay on this page.",
  },
  "/planner/team/": {
    title: "Team, rollout planner",
    heading: "Who is it for?",
    lead: "The number of people decides how you begin, and what hurts decides where.",
  },
  "/planner/systems/": {
    title: "Systems, rollout planner",
    heading: "What should it connect to?",
    lead: "Each connection, from single sign-on to an old archive, adds its own weeks. Fewer at first is faster.",
  },
  "/planner/rules/": {
    title: "Rules, rollout planner",
    heading: "Which rules are there already?",
    lead: "A retention schedule on paper is a good beginning. None at all is not a reason to wait.",
  },
  "/planner/plan/": {
    title: "Your plan, rollout planner",
    heading: "A suggested order of work",
    lead: "Made from your answers and from 340 rollouts before yours.",
  },
};

const form = document.querySelector("[data-planner]");
const heading = document.querySelector("h1");
const lead = document.querySelector("[data-planner-lead]");
const description = document.querySelector('meta[name="description"]');

/** A known step's path, whether or not the address ends in a slash. */
function stepOf(pathname) {
  const path = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return path in STEPS ? path : "/planner/";
}

/** Shows the step that the address names. Focus follows only when the visitor asked for the step. */
function show({ focus }) {
  const path = stepOf(location.pathname);
  const step = STEPS[path];

  if (path === "/planner/plan/") drawPlan();
  for (const section of form.querySelectorAll("[data-step]")) section.hidden = section.dataset.step !== path;
  for (const link of document.querySelectorAll(".tabs [data-route]")) {
    if (link.pathname === path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }

  document.title = `${step.title} | Fernhill`;
  heading.textContent = step.heading;
  lead.textContent = step.lead;
  description.content = step.lead;
  if (focus) {
    heading.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }
}

/** The stages of the plan: what to do, and the weeks that it takes. */
function stagesOf(answers) {
  const systems = answers.getAll("system");
  const approvals = answers.get("pain") === "approvals";
  const stages = [];
  const add = (weeks, what) => stages.push({ weeks, what });

  if (answers.getAll("agree").includes("works")) add(3, "Talk with staff representatives. Bring the list of what is logged; it answers most questions.");
  if (answers.getAll("agree").includes("supervisor")) add(2, "Write to the supervisor. One page is enough, and the security guide has the wording.");
  if (systems.includes("directory")) add(1, "Connect the directory and map three groups to roles.");
  if (approvals) add(1, "Take the purchase template, remove one step, and let one department use it.");
  else add(2, "Choose one kind of record that auditors ask for, name its owner, and write its rule in a sentence.");
  if (answers.get("rules") === "none") add(3, "Write rules for the ten kinds you have most of. Start from a template for your trade.");
  if (answers.get("rules") === "paper") add(2, "Turn the schedule on paper into sentences. Merge kinds with the same rule and owner.");
  if (systems.includes("finance")) add(2, "Connect the finance system: cost centres first, then orders back.");
  if (systems.includes("share")) add(2, "Connect file shares and mailboxes, one at a time, and look at what Vault is unsure about.");
  if (systems.includes("own")) add(3, "Build the connection for your own system over the API, in the practice area first.");
  if (systems.includes("archive")) add(10, "Move the old archive in waves, the youngest records first, with four checks on each wave.");
  add(approvals ? 2 : 1, approvals ? "Let signed decisions file themselves in Vault." : "Send approvals about these records through Flow, so that the decision stays with them.");
  return stages;
}

function drawPlan() {
  const answers = new FormData(form);
  const factor = { small: 0.8, medium: 1, large: 1.5 }[answers.get("size")] ?? 1;
  const list = form.querySelector("[data-plan]");
  let week = 1;

  list.replaceChildren();
  for (const stage of stagesOf(answers)) {
    const weeks = Math.max(1, Math.round(stage.weeks * factor));
    const when = document.createElement("dt");
    const what = document.createElement("dd");
    when.textContent = weeks === 1 ? `Week ${week}` : `Weeks ${week} to ${week + weeks - 1}`;
    what.textContent = stage.what;
    list.append(when, what);
    week += weeks;
  }

  const total = week - 1;
  const margin = Math.max(1, Math.round(total * 0.25));
  form.querySelector("[data-plan-summary]").textContent =
    `About ${total} weeks from the first day to a quiet routine, give or take ${margin}. Something useful is in daily use well before that.`;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-route]");
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  if (!link || modified || event.defaultPrevented) return;
  event.preventDefault();
  if (link.pathname !== location.pathname) history.pushState(null, "", link.pathname);
  show({ focus: true });
});

form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("popstate", () => show({ focus: false }));
show({ focus: false });
