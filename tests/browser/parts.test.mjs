// Parts of pages in a real Chromium: the menu at the side, learning paths, wide tables.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { holding } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const { visit } = served(SITE);

/** The pages whose HTML holds `mark`. */
const paths = (mark) => holding(SITE, mark).map(({ path }) => path);

describe("parts", () => {
  test("the current page is in sight in the menu of every page, and the page itself stays at its top", async () => {
    let moved = 0;
    for (const path of paths('<body class="kind-event">')) {
      const { page, close } = await visit(path, { height: 500 });
      const found = await page.evaluate(() => {
        const { top, bottom } = document.querySelector(".side [aria-current]").getBoundingClientRect();
        return { inSight: top >= 0 && bottom <= innerHeight, moved: document.querySelector(".side").scrollTop, scrolled: scrollY };
      });
      assert.ok(found.inSight && found.scrolled === 0, `/${path}: ${JSON.stringify(found)}`);
      if (found.moved > 0) moved += 1;
      await close();
    }
    assert.ok(moved > 0, "some menu is longer than the window");
  });

  test("the steps of a learning path are counted through, and their text stands beside the box", async () => {
    for (const path of paths('<body class="kind-path">')) {
      for (const width of [1280, 320]) {
        const { page, close } = await visit(path, { width });
        const steps = await page.$$eval(".kind-path .prose > ol", (lists) =>
          lists.flatMap((list) =>
            [...list.children].map((step, place) => {
              const box = step.querySelector(".tick").getBoundingClientRect();
              const text = document.createRange();
              text.selectNodeContents(step);
              const boxes = [...text.getClientRects()].filter((rect) => rect.width > box.width + 1);
              return { number: list.start + place, beside: boxes.every((rect) => rect.left >= box.right) };
            }),
          ),
        );
        assert.deepEqual(steps, steps.map((_, place) => ({ number: place + 1, beside: true })), `/${path} at ${width}`);
        await close();
      }
    }
  });

  test("a table that is too wide for a phone is shaded at the edge behind which there is more", async () => {
    const { page, close } = await visit(paths("numbers-to-call").find((path) => path.endsWith("numbers-to-call/")), { width: 320 });
    const found = await page.$eval(".table", (box) => ({
      scrolls: box.scrollWidth > box.clientWidth,
      moving: getComputedStyle(box).backgroundAttachment,
    }));
    assert.deepEqual(found, { scrolls: true, moving: "local, local, scroll, scroll" });
    await close();
  });

  test("a calendar is offered beside its events, and no community has an empty list of facts", async () => {
    for (const path of paths('<body class="kind-community">')) {
      const { page, close } = await visit(path);
      const found = await page.evaluate(() => ({
        astray: [...document.querySelectorAll(".event-calendar")].filter((link) => !link.closest("section")?.querySelector(":scope > h2 ~ ul > li")).length,
        empty: document.querySelectorAll(".fields:empty, .fields:not(:has(> div))").length,
      }));
      assert.deepEqual(found, { astray: 0, empty: 0 }, `/${path}`);
      await close();
    }
  });
});
