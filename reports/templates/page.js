"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  const text = document.getElementById("f-text");
  const box = form.querySelector("details");
  const selects = all("select[data-key]", form);
  const findings = all(".finding");
  const words = new Map();

  const values = (finding, key) => (key === "kind" ? finding.dataset.kind.split("|") : [finding.dataset[key]]);

  const fill = (select) => {
    const found = new Set(findings.flatMap((one) => values(one, select.dataset.key)).filter(Boolean));
    const order = ["new", "reopened", "expired", "known", "decided", "high", "medium", "low"];
    const rank = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
    [...found]
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .forEach((value) => select.append(new Option(value, value)));
    select.disabled = found.size === 0;
  };

  const content = (finding) => {
    if (!words.has(finding)) words.set(finding, finding.textContent.replace(/\s+/g, " ").toLowerCase());
    return words.get(finding);
  };

  const apply = () => {
    const wanted = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = selects.filter((select) => select.value);
    const active = wanted.length > 0 || chosen.length > 0;
    let shown = 0;
    findings.forEach((one) => {
      const hit =
        chosen.every((select) => values(one, select.dataset.key).includes(select.value)) &&
        (wanted.length === 0 || wanted.every((word) => content(one).includes(word)));
      one.hidden = !hit;
      shown += hit ? 1 : 0;
    });
    all("main > section").forEach((section) => {
      const here = all(".finding", section);
      const notice = section.querySelector(".filtered");
      if (notice) notice.hidden = !active || here.length === 0 || here.some((one) => !one.hidden);
    });
    document.getElementById("f-count").textContent = active ? `${shown} of ${findings.length} findings` : "";
  };

  const unfold = (open) => {
    all("details", document.getElementById("main"))
      .filter((one) => one.closest(".finding") && (!open || !one.classList.contains("entry")))
      .forEach((one) => { one.open = open; });
  };

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden) { form.reset(); apply(); }
    for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    const inner = target.querySelector(":scope > details");
    if (inner) inner.open = true;
    target.scrollIntoView();
  };

  // The finding that has the focus, or else the first one in sight, and the one `by` steps from it.
  const step = (by) => {
    const shown = findings.filter((one) => one.getClientRects().length > 0);
    const here = shown.findIndex((one) => one.contains(document.activeElement));
    const inSight = shown.findIndex((one) => one.getBoundingClientRect().bottom > 0);
    const next = here >= 0 ? here + by : inSight + (by > 0 ? 0 : by);
    const target = shown[Math.max(0, Math.min(shown.length - 1, next))];
    if (!target) return;
    target.querySelector("summary").focus({ preventScroll: true });
    target.scrollIntoView({ block: "start", behavior: "instant" });
  };

  const copy = (button) => {
    const source = button.parentElement.querySelector(button.dataset.from);
    const label = button.textContent;
    navigator.clipboard.writeText(source.textContent).then(
      () => { button.textContent = "Copied"; setTimeout(() => { button.textContent = label; }, 1500); },
      () => { getSelection().selectAllChildren(source); },
    );
  };

  const meanings = new Map(all("#rules .rule-name").map((one) => [one.textContent, one.closest("tr").cells[1].textContent]));
  all("a.rule").forEach((one) => { one.title = meanings.get(one.textContent) || ""; });
  selects.forEach(fill);
  form.hidden = false;
  box.open = !matchMedia("(max-width: 62rem)").matches;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("f-open").addEventListener("click", () => unfold(true));
  document.getElementById("f-close").addEventListener("click", () => unfold(false));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === text && event.key === "Enter") {
      event.preventDefault();
      text.blur();
      step(0);
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      box.open = true;
      text.focus();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
  });
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => all(".card details:not(.entry)").forEach((one) => { one.open = true; }));
  if (navigator.clipboard) {
    all("button.copy").forEach((button) => { button.hidden = false; button.addEventListener("click", () => copy(button)); });
  }
  reveal();
})();
