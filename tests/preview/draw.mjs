// Why: pictures are taken of pages in a headless browser, as wide as a phone or a desktop. It must
// reach no network and must leave no browser running.
import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import puppeteer from "puppeteer-core";

const WIDTHS = { phone: 390, desktop: 1200 };
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const [browserPath, ...words] = process.argv.slice(2);

async function bundle(entry) {
  const made = await build({
    entryPoints: [entry], bundle: true, write: false, outdir: "out", format: "iife",
    jsx: "automatic", loader: { ".css": "css" }, define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const of = (end) => made.outputFiles.filter((file) => file.path.endsWith(end)).map((f) => f.text);
  return { script: of(".js").join("\n"), style: of(".css").join("\n") };
}

// A page is opened once for all pictures of a platform and width: its libraries take longest.
async function open(browser, { script, style }, width) {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.setViewport({ width: WIDTHS[width], height: 400, deviceScaleFactor: 1 });
  await page.setOfflineMode(true);
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>${style}\nbody{margin:0}</style><div id="root"></div>`,
  );
  await page.addScriptTag({ content: script });
  return { page, faults };
}

async function draw({ page, faults }, picture, path) {
  await page.evaluate((given) => { window.draw(given); }, picture);
  await page.waitForSelector("#root > *");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
  await page.screenshot({ path, fullPage: true });
  if (faults.length) throw new Error(`${path}: ${faults.join("; ")}`);
}

async function main() {
  const every = JSON.parse(await readFile("pictures.json", "utf8"));
  const wanted = every.filter((one) => !words.length || words.some((w) => `${one.platform}/${one.name}`.includes(w)));
  const bundles = { slack: await bundle("slack.jsx"), discord: await bundle("discord.js") };
  for (const platform of Object.keys(bundles)) {
    await mkdir(platform, { recursive: true });
    if (!words.length)
      for (const old of await readdir(platform)) await rm(join(platform, old));
  }
  const userDataDir = await mkdtemp(join(tmpdir(), "preview-"));
  const browser = await puppeteer.launch({
    executablePath: browserPath, headless: true, args: FLAGS, userDataDir,
  });
  try {
    const paths = [];
    for (const platform of Object.keys(bundles))
      for (const width of Object.keys(WIDTHS)) {
        const opened = await open(browser, bundles[platform], width);
        for (const picture of wanted.filter((one) => one.platform === platform)) {
          paths.push(`${platform}/${picture.name}-${width}.png`);
          await draw(opened, picture, paths.at(-1));
        }
        await opened.page.close();
      }
    await writeFile("index.html", paths.map((p) => `<h4>${p}</h4><img src="${p}">`).join("\n"));
    console.log(`${paths.length} pictures in ${process.cwd()}; index.html there shows them all.`);
  } finally {
    await browser.close();
    await rm(userDataDir, { recursive: true, force: true });
  }
}

await main();
