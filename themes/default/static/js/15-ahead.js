// Which chunks of the lexicon the engine will ask for first, read from the manifest without the engine: while that is on
// its way, so are they. Only a forecast, of plain words: what is not in it the engine asks for itself. The bytes, and which
// chunk holds a word, are as `crates/search/src/manifest.rs` says.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { fold } = guildhall;
  const FORMAT = 3;
  // Most chunks for a word that may be the beginning of others; the engine's `MOST_CHUNKS`.
  const MOST = 4;
  // Beside so many others, frequent words are not looked up.
  const RARER = 3;

  /** Their paths; `manifest` is a text with a letter for each byte, `typing` as in a request. */
  guildhall.ahead = (manifest, query, typing) => {
    let at = 0;
    const take = (count) => manifest.slice(at, (at += count));
    const byte = () => manifest.charCodeAt(at++);
    const number = () => {
      const low = byte();
      return low > 127 ? low - 128 + number() * 128 : low;
    };
    const times = (act) => {
      const count = number();
      for (let index = 0; index < count && at < manifest.length; index++) act(index);
    };
    const skip = () => take(number());
    const hex = (value, digits) => value.toString(16).padStart(digits, "0");

    const text = ` ${fold(query)}`;
    let words = [...text.matchAll(/ ([a-z\d]+)[?!,.;]*(?= |$)/g)].map(([, word]) => {
      const isOpen = typing && text.endsWith(` ${word}`);
      return { word, isOpen, most: isOpen && word[1] ? MOST : 1, paths: [] };
    });
    if (byte() !== FORMAT) return [];
    number();
    byte();
    times(skip);
    const spared = [];
    times(() => spared.push(skip()));
    const rarer = words.filter(({ word, isOpen }) => isOpen || !spared.includes(word));
    if (rarer.length >= RARER) words = rarer;
    times(() => {
      const name = Array.from(take(5), (letter) => hex(letter.charCodeAt(0), 2)).join("");
      times((place) => {
        const first = skip();
        const path = `words/${name}/${hex(place, 4)}.bin`;
        for (const known of words) {
          if (first <= known.word) known.paths = [path];
          else if (known.paths.length < known.most && first.startsWith(known.word)) known.paths.push(path);
        }
      });
      times(skip);
    });
    return words.flatMap(({ paths }) => paths);
  };
})();
