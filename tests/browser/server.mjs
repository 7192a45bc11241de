// A web server just good enough for a built site: files, `index.html` for folders, `404.html` for what is not there.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * Serves `folder` below the path `base` (`/` or `/kb/`); gives the address and a way to stop. Every answer comes `late`
 * milliseconds late; `log` gets the path of each request, when it came and when it was answered.
 */
export async function serve(folder, base = "/", { late = 0, log = [] } = {}) {
  const read = async (path) => {
    const inside = normalize(decodeURIComponent(path)).replace(/^(\.\.(\/|$))+/, "");
    return { body: await readFile(join(folder, inside)), type: TYPES[extname(inside)] ?? "application/octet-stream" };
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const logged = { path: pathname, from: performance.now() };
    log.push(logged);
    response.on("finish", () => (logged.to = performance.now()));
    if (late > 0) await new Promise((resume) => setTimeout(resume, late));
    try {
      if (!pathname.startsWith(base)) throw new Error("outside");
      const path = pathname.slice(base.length);
      const { body, type } = await read(path === "" || path.endsWith("/") ? `${path}index.html` : path);
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      const missing = await read("404.html").catch(() => ({ body: "", type: "text/plain" }));
      response.writeHead(404, { "content-type": missing.type }).end(missing.body);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}${base}`;
  return { url, stop: () => new Promise((resolve) => server.close(resolve)) };
}
