// Builds the console and the SDK for browsers: types from the product's own document, lint, types,
// tests, pages, and each file of the console compressed once, here, instead of at every answer. Called by Maven; does nothing when nothing
// that goes in has changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { requireSmallSdk, requireWithinBudget } from './budget.mjs';

const console_ = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = dirname(console_);
const api = join(bundle, 'src/main/resources/dev/muster/web/api');
const work = join(bundle, 'target/console');
const sdk = join(bundle, 'target/sdk');
const classes = join(bundle, 'target/classes/dev/muster/web');
/** What is built, and where it lies in the bundle. */
const products = [
  { from: join(work, 'dist'), to: join(classes, 'console/dist') },
  { from: join(sdk, 'muster.js'), to: join(classes, 'sdk/muster.js') },
  { from: join(sdk, 'types/muster.d.ts'), to: join(classes, 'sdk/muster.d.ts') },
];
const COMPRESSED = /\.(js|css|html|svg|json)$/;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'schema.d.ts'].includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

function digest(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) {
    hash.update(relative(bundle, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function isSame(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value;
}

function run(...args) {
  execFileSync('npm', ['--no-update-notifier', ...args], { cwd: console_, stdio: 'inherit' });
}

/** As the product puts it together: see OpenApiDocument. */
function document() {
  const read = (name) => JSON.parse(readFileSync(join(api, name), 'utf8'));
  const merge = (into, from) => {
    for (const [name, value] of Object.entries(from)) {
      const both = typeof into[name] === 'object' && typeof value === 'object';
      into[name] = both && !Array.isArray(value) ? merge(into[name], value) : value;
    }
    return into;
  };
  const whole = read('openapi.json');
  for (const tag of whole.tags) {
    merge(whole, read(`openapi/${tag.name}.json`));
  }
  return whole;
}

function compress(folder) {
  for (const file of filesBelow(folder).filter((name) => COMPRESSED.test(name))) {
    const bytes = readFileSync(file);
    if (relative(folder, file) === 'index.html') {
      continue; // written anew for every answer
    }
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: size }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

mkdirSync(work, { recursive: true });
const lock = digest([join(console_, 'package.json'), join(console_, 'package-lock.json')]);
const installed = join(console_, 'node_modules/.muster-lock');
if (!isSame(installed, lock)) {
  run('ci', '--prefer-offline', '--ignore-scripts');
  writeFileSync(installed, lock);
}
const inputs = digest([...filesBelow(console_), ...filesBelow(api)]);
const built = join(work, 'inputs');
if (!isSame(built, inputs)) {
  rmSync(built, { force: true });
  writeFileSync(join(work, 'openapi.json'), JSON.stringify(document()));
  for (const step of ['types', 'lint', 'typecheck', 'test', 'build', 'sdk']) {
    run('run', '--silent', step);
  }
  compress(join(work, 'dist'));
  requireWithinBudget(join(work, 'dist'));
  requireSmallSdk(join(sdk, 'muster.js'));
  rmSync(join(work, 'dist/.vite'), { recursive: true });
  writeFileSync(built, inputs);
}
const copied = join(classes, 'console/dist/.inputs');
if (!products.every(({ to }) => existsSync(to)) || !isSame(copied, inputs)) {
  for (const { from, to } of products) {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  }
  writeFileSync(copied, inputs);
}
