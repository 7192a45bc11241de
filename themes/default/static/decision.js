// A decision table as questions, one after the other. Nothing is known here but the table itself: the first row that fits
// the answers is the answer, as it is for whoever reads the table. A question is asked only while it can still matter.
(() => {
  "use strict";

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  /** What a reader chooses who is none of what the table names. No cell has this value. */
  const ELSE = "else";

  const guide = (section, nth) => {
    const frame = section.querySelector(".guide");
    const table = section.querySelector("table");
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const then = heads.pop();
    const rows = [...table.tBodies[0].rows].map((row) => {
      const cells = [...row.cells];
      return { row, outcome: cells.pop().firstElementChild, values: cells.map((cell) => cell.dataset.value) };
    });
    // The values of each column in the order in which they first stand there, in the author's words.
    const columns = heads.map((head, column) => {
      const values = new Map();
      for (const { row, values: known } of rows) {
        const value = known[column];
        if (value !== undefined && !values.has(value)) values.set(value, row.cells[column].textContent.trim());
      }
      return { head, values, box: undefined };
    });
    // Where the first row fits everything, there is nothing to ask.
    if (rows.length === 0 || rows[0].values.every((value) => value === undefined)) return;

    const answers = new Map();
    const fits = ({ values }) => [...answers].every(([column, answer]) => values[column] === undefined || values[column] === answer);

    const question = (column) => {
      const { head, values } = columns[column];
      const box = element("fieldset", "", element("legend", "", head));
      for (const [value, text] of [...values, [ELSE, frame.dataset.else]]) {
        const choice = element("input");
        choice.type = "radio";
        choice.name = `${frame.closest("section").id}-${column}`;
        choice.value = value;
        box.append(element("label", "", choice, element("span", "", text)));
      }
      box.addEventListener("change", (event) => {
        answers.set(column, event.target.value);
        ask();
      });
      return box;
    };

    const questions = element("div", "guide-questions");
    const result = element("div", "guide-result");
    result.setAttribute("role", "status");
    const again = element("button", "guide-again", frame.dataset.reset);
    again.type = "button";
    again.addEventListener("click", () => {
      answers.clear();
      ask();
      questions.querySelector("input").focus();
    });

    const tell = (found) => {
      for (const { row } of rows) row.classList.toggle("fits", row === found?.row);
      const text = element("div", "", ...(found?.outcome.cloneNode(true).childNodes ?? [frame.dataset.none]));
      // What is shown twice has its anchors once.
      for (const part of text.querySelectorAll("[id]")) part.removeAttribute("id");
      result.replaceChildren(element("p", "label", then), text);
    };

    // Asks again from the first question on: an answer that has changed may make others needless.
    const ask = () => {
      const given = new Map(answers);
      const shown = [];
      answers.clear();
      for (;;) {
        const left = rows.filter(fits);
        const column = left[0]?.values.findIndex((value, column) => value !== undefined && !answers.has(column)) ?? -1;
        if (column < 0) {
          tell(left[0]);
          break;
        }
        const box = (columns[column].box ??= question(column));
        shown.push(box);
        const others = box.querySelector(`[value="${ELSE}"]`);
        others.parentElement.hidden = left.every(({ values }) => values[column] !== undefined);
        const answer = given.get(column);
        if (answer === undefined || (answer === ELSE && others.parentElement.hidden)) {
          result.replaceChildren();
          for (const { row } of rows) row.classList.remove("fits");
          break;
        }
        answers.set(column, answer);
      }
      for (const { box } of columns) if (box && !shown.includes(box)) box.remove();
      // What stands already is not moved: it may have the focus.
      shown.forEach((box, place) => {
        if (questions.children[place] !== box) questions.insertBefore(box, questions.children[place] ?? null);
      });
      for (const choice of questions.querySelectorAll("input")) {
        choice.checked = answers.get(columns.findIndex(({ box }) => box?.contains(choice))) === choice.value;
      }
      again.hidden = answers.size === 0;
    };

    const title = element("p", "guide-title", frame.dataset.legend);
    title.id = `gh-guide-${nth + 1}`;
    frame.setAttribute("aria-labelledby", title.id);
    frame.append(title, questions, result, again);
    ask();
    frame.hidden = false;
  };

  document.querySelectorAll(".decision").forEach(guide);
})();
