// What the Fernhill site does by itself. It talks to Cairn only as any site would: through the queue.

/** Tells Cairn something: a queue before its script has arrived, the real thing after. */
function tell(...call) {
  (window.cairn = window.cairn || []).push(call);
}

// Events of the page itself, for example a signed-in customer: <body data-page-events="login">.
for (const name of (document.body.dataset.pageEvents || "").split(" ").filter(Boolean)) tell("event", name);

/** Says a sentence in the nearest status line. */
function say(near, text) {
  const place = (near.closest("section, li, form, .prose") || document).querySelector(".said");
  if (place) place.textContent = text;
}

// Buttons that stand for something a customer does.
for (const button of document.querySelectorAll("button[data-event]")) {
  button.addEventListener("click", () => {
    tell("event", button.dataset.event);
    say(button, button.dataset.say);
  });
}

// Forms go nowhere: the browser checks them, then shows the page that would follow.
for (const form of document.querySelectorAll("form[data-to], form[data-say]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.dataset.event) tell("event", form.dataset.event);
    if (form.dataset.to) location.assign(form.dataset.to);
    else say(form, form.dataset.say);
  });
}

// The privacy page's three choices.
const CONSENT = {
  granted: "Thank you. This browser remembers your visits here for ninety days.",
  denied: "Done. What was kept is erased, and nothing new is remembered.",
};
for (const button of document.querySelectorAll("[data-consent]")) {
  button.addEventListener("click", () => {
    tell("consent", button.dataset.consent);
    say(button, CONSENT[button.dataset.consent]);
  });
}
for (const button of document.querySelectorAll("[data-forget]")) {
  button.addEventListener("click", () => {
    tell("forget");
    say(button, "Done. Everything kept so far is erased.");
  });
}

// The account's list of first steps.
const checklist = document.querySelector("[data-checklist]");
if (checklist) {
  const boxes = [...checklist.querySelectorAll("input")];
  checklist.addEventListener("change", () => {
    const done = boxes.filter((box) => box.checked).length;
    document.querySelector("#checklist-count").textContent = `${done} of ${boxes.length} done`;
    document.querySelector("#checklist progress").value = done;
    if (done === boxes.length) tell("event", "finished-checklist");
  });
}

// The cost calculator.
const calculator = document.querySelector("[data-calculator]");
if (calculator) {
  const euro = (amount) => `€${Math.round(amount).toLocaleString("en")}`;
  const read = (id) => Math.max(0, Number(calculator.querySelector(`#${id}`).value) || 0);
  const draw = () => {
    const [approvals, minutes, days, hour] = ["approvals", "minutes", "audit-days", "hour"].map(read);
    const waiting = (approvals * 12 * minutes * hour) / 60;
    const audits = days * 8 * hour;
    document.querySelector("#roi-total").textContent = euro(waiting + audits);
    document.querySelector("#roi-saved").textContent = euro(waiting * 0.58 + audits * 0.61);
    document.querySelector("#roi-sum").textContent =
      `Approvals: ${approvals} × 12 × ${minutes} min × €${hour} = ${euro(waiting)}. ` +
      `Audits: ${days} days × 8 h × €${hour} = ${euro(audits)}.`;
  };
  calculator.addEventListener("input", draw);
  calculator.addEventListener("change", () => tell("event", "calculated"));
  calculator.addEventListener("submit", (event) => event.preventDefault());
  draw();
}

// The search page: a short list, searched here. Nothing from the address is ever read as HTML.
const PAGES = [
  ["/products/vault/", "Fernhill Vault", "Records archive, retention rules, legal holds, auditor views, tamper-evident storage."],
  ["/products/flow/", "Fernhill Flow", "Approvals, e-signature, deputies, templates for purchases and contracts."],
  ["/pricing/", "Pricing", "Prices a person and month, volume, purchase order, invoice, trial, discount."],
  ["/integrations/", "Integrations", "Identity, finance, storage, mail, chat and case systems, API connections."],
  ["/security/", "Security and trust", "Encryption, keys, data location, certificates, incidents, procurement questionnaire."],
  ["/docs/", "Documentation", "First steps, retention schedule templates, flow templates, auditor access."],
  ["/docs/sso/", "Set up single sign-on", "SSO with SAML or OpenID Connect, SCIM provisioning, groups and roles."],
  ["/docs/api/", "API", "Tokens, webhooks, rate limits, errors, list of changes, developers."],
  ["/docs/migration/", "Move an old archive", "Migration in waves, inventory, mapping, checks, switching over."],
  ["/blog/retention-rules/", "Retention rules that people can follow", "How to write a records retention schedule, triggers, owners, deletion."],
  ["/blog/what-an-audit-costs/", "What an audit really costs", "Hours and budget around an external audit, risk and finance."],
  ["/blog/approvals-without-email/", "Approvals without e-mail", "Why requests get stuck in an inbox, for teams and departments."],
  ["/customers/halden-bank/", "Halden Bank gives the auditor a login", "Banking, credit files, three archives, audit in four days."],
  ["/customers/mora-clinics/", "Mora Clinics orders on any day of the week", "Health, purchasing approvals, thirty-one sites."],
  ["/resources/security-guide/", "How Fernhill handles regulated data", "Security guide: sealing, keys, copies, logging, deletion, leaving."],
  ["/resources/roi-calculator/", "Cost calculator", "What waiting for approvals and audit preparation cost in a year, budget, ROI."],
  ["/planner/", "Rollout planner", "Plan a rollout: team, systems, rules, weeks."],
  ["/demo/", "Book a demo", "Forty minutes with your own example."],
  ["/sign-up/", "Try Fernhill for 30 days", "Trial without payment details."],
  ["/contact/", "Contact", "Talk to a person: sales, architect, records specialist, accounts."],
  ["/support/", "Support", "Help, common questions, phone, training, status."],
  ["/account/billing/", "Billing", "Invoice copies, purchase order number, billing contact."],
  ["/careers/", "Careers", "Jobs, open positions, how we hire."],
  ["/privacy/", "Privacy", "What this site remembers in your browser, and how to erase it."],
];

const results = document.querySelector("[data-search-results]");
if (results) {
  const query = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  const summary = document.querySelector("[data-search-summary]");
  document.querySelector("[data-search-query]").value = query;

  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const score = ([, title, text]) =>
    words.reduce((sum, word) => sum + 3 * title.toLowerCase().includes(word) + text.toLowerCase().includes(word), 0);
  const found = PAGES.map((page) => ({ page, points: score(page) }))
    .filter((entry) => entry.points > 0)
    .sort((a, b) => b.points - a.points);

  for (const { page: [url, title, text] } of found) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const line = document.createElement("p");
    link.href = url;
    link.textContent = title;
    line.textContent = text;
    item.append(link, line);
    results.append(item);
  }

  if (!query) summary.textContent = "Type what you are looking for.";
  else if (found.length === 0) summary.textContent = `Nothing found for “${query}”. Fewer or other words may help, or ask a person on the contact page.`;
  else summary.textContent = `${found.length} ${found.length === 1 ? "page" : "pages"} for “${query}”.`;
}
