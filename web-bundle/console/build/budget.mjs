import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What somebody waits for who comes for the first time, in kB of brotli. */
const SIGN_IN = 150;
const PAGE = 300;

/** What an application loads before it can do anything, in bytes of gzip. */
const SDK = 6000;
const ENTRY = 'index.html';
const WORKSPACE = 'src/app/Workspace.tsx';
const LANGUAGES = /^src\/i18n\/[^/]+\/index\.ts$/;

/** Refuses a console whose first view is too large. */
export function requireWithinBudget(dist) {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const size = (file) => readFileSync(join(dist, `${file}.br`)).length;
  const filesOf = (name, seen = new Set()) => {
    if (!seen.has(name)) {
      seen.add(name);
      for (const each of manifest[name].imports ?? []) {
        filesOf(each, seen);
      }
    }
    return seen;
  };
  const kilobytes = (names) => {
    const chunks = [...new Set(names.flatMap((name) => [...filesOf(name)]))].map((name) => manifest[name]);
    const files = new Set(chunks.flatMap((chunk) => [chunk.file, ...(chunk.css ?? [])]));
    return [...files].reduce((sum, file) => sum + size(file), 0) / 1000;
  };
  const language = Object.keys(manifest)
    .filter((name) => LANGUAGES.test(name))
    .reduce((a, b) => (size(manifest[a].file) > size(manifest[b].file) ? a : b));
  // what a page loads only when it is asked to, and what the parts of it do
  const ownOf = (page) => {
    const before = new Set([...filesOf(ENTRY), ...filesOf(WORKSPACE)]);
    return [...filesOf(page)].filter((name) => !before.has(name));
  };
  const laterOf = (page) => ownOf(page).flatMap((name) => manifest[name].dynamicImports ?? []);
  const views = [
    { view: 'sign-in', size: kilobytes([ENTRY, language]), most: SIGN_IN },
    ...manifest[WORKSPACE].dynamicImports.map((page) => ({
      view: page,
      size: kilobytes([ENTRY, language, WORKSPACE, page, ...laterOf(page)]),
      most: PAGE,
    })),
  ];
  for (const { view, size: kB, most } of views) {
    console.log(`${kB.toFixed(0).padStart(5)} kB of ${most}: ${view}`);
  }
  const over = views.filter(({ size: kB, most }) => kB > most);
  if (over.length > 0) {
    throw new Error(`Too large at the first view: ${over.map(({ view }) => view).join(', ')}`);
  }
}

/** Refuses an SDK that is too large for a page to wait for. */
export function requireSmallSdk(file) {
  const size = gzipSync(readFileSync(file), { level: 9 }).length;
  console.log(`${(size / 1000).toFixed(1).padStart(5)} kB of ${SDK / 1000}: muster.js`);
  if (size > SDK) {
    throw new Error(`muster.js is too large: ${size} bytes`);
  }
}
