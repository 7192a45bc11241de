// What html-validate holds the HTML to: its recommended rules, but for those that are about how people type, or about what
// writers say. Each exception has its reason.
const rules = {
  // For hand-written HTML: no reader and no program sees a difference.
  "doctype-style": ["error", { style: "lowercase" }],
  "no-trailing-whitespace": "off",
  // Raw HTML of writers is written anew, as `open=""`.
  "attribute-boolean-style": "off",
  // The standard lets an id be any text without blanks; ids of headings are those of GitHub, and `1-install` is one.
  "valid-id": ["error", { relaxed: true }],
  // A title is the writer's question, and the site's name behind it. Some search engines would cut it.
  "long-title": "off",
  // Names of lists: not needed, and allowed.
  "aria-label-misuse": ["error", { allowAnyNamable: true }],
  // A table of Markdown has one row of heads, above what they are about.
  "wcag/h63": "off",
};

/** For pages without a fault of their writers. */
export const sound = { root: true, extends: ["html-validate:recommended"], rules };

/** For pages of tests, in which writers went wrong and were told so. */
export const faulty = {
  ...sound,
  rules: {
    ...rules,
    // A picture that is not there is an `img` without `src`, so that its words are shown (`image-missing`).
    "element-required-attributes": "off",
    // A link without words (`link-empty`).
    "wcag/h30": "off",
  },
};
