// A web server for built sites: files as they are or, where that is smaller, as `gzip -9` makes them. It adds up the bytes
// of the bodies that it sends.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };

/**
 * Serves `folders`, the first that has a file; gives the address, the bytes sent so far, a way to make answers late, by
 * milliseconds, and one to stop.
 */
export async function serve(...folders) {
  const kept = new Map();
  let bytes = 0;
  let late = 0;
  const read = (path) => {
    if (!kept.has(path)) {
      const inside = normalize(path.endsWith("/") ? `${path}index.html` : path).replace(/^(\.\.(\/|$))+/, "");
      const body = folders.map((folder) => join(folder, inside)).map((file) => tryRead(file)).find(Boolean);
      if (!body) return undefined;
      const packed = gzipSync(body, { level: 9 });
      const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
      kept.set(path, { body, packed, etag, type: TYPES[extname(inside)] ?? "application/octet-stream" });
    }
    return kept.get(path);
  };
  const server = createServer(async (request, response) => {
    if (late > 0) await new Promise((resume) => setTimeout(resume, late));
    const file = read(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (!file) return response.writeHead(404).end();
    if (request.headers["if-none-match"] === file.etag) return response.writeHead(304, { etag: file.etag }).end();
    const isPacked = file.packed.length < file.body.length;
    const sent = isPacked ? file.packed : file.body;
    bytes += sent.length;
    response.writeHead(200, { "content-type": file.type, etag: file.etag, "content-length": sent.length, ...(isPacked ? { "content-encoding": "gzip" } : {}) }).end(sent);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    bytes: () => bytes,
    delay: (milliseconds) => (late = milliseconds),
    // A browser keeps connections open ahead of any request; nobody waits for those.
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function tryRead(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
