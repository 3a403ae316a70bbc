// What check runs: each test edits a site and waits for what a reader then sees.
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const { chromium } = createRequire(path.join(here, "target/"))("playwright-core");
const home = path.resolve(here, "../..");
const shots = path.join(here, "target", "screenshots");
const PATIENCE = 60_000; // only a fault waits this long

const work = fs.mkdtempSync(path.join(os.tmpdir(), "pressroom-browser-"));
const site = path.join(work, "site");
const processes = [];
let passed = 0;
let failed = 0;

// ---- the site and the two services

const write = (name, text) => {
  const file = path.join(site, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const aside = path.join(path.dirname(file), `.${path.basename(file)}.tmp~`);
  fs.writeFileSync(aside, text);
  fs.renameSync(aside, file);
};

const post = (title, text) => `---\ntitle: ${title}\n---\n\n${text}\n`;
const long = Array.from({ length: 80 }, (_, n) => `Paragraph ${n} of a page that is long enough to be scrolled.`).join("\n\n");
const form = `
<form>
<input name="who"> <input type="checkbox" name="sure"> <input type="password" name="secret">
<select name="which"><option>one</option><option>two</option></select>
<textarea name="words">as it was</textarea>
</form>
`;

const makeSite = () => {
  write("site.yaml", "title: Live\nbase-url: http://localhost/\n");
  write("content/index.md", post("Home", "The first words."));
  write("content/form.md", post("Form", form + long));
  write("content/other.md", post("Other", "Another page."));
  write("content/picture.md", post("Picture", "![A square](square.svg)"));
  write("content/square.svg", square("red"));
  write("static/own.css", "body { outline: 3px solid rgb(1, 2, 3) }\n");
  write("templates/partials/footer.html", '<footer><link rel="stylesheet" href="/own.css"><p>The footer.</p></footer>\n');
};

const square = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="${colour}"/></svg>\n`;

const freePort = () => new Promise((done) => {
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

const ports = { web: await freePort(), broker: await freePort(), builder: await freePort(), server: await freePort() };
const origin = `http://127.0.0.1:${ports.web}`;

const start = (name, management, settings = {}) => {
  const log = fs.openSync(path.join(work, `${name}.log`), "a");
  const child = spawn(
    path.join(process.env.JAVA_HOME, "bin/java"),
    ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", path.join(home, name, "target/quarkus-app/quarkus-run.jar")],
    {
      stdio: ["ignore", log, log],
      env: {
        ...process.env, PRESSROOM_SITE: site, PRESSROOM_STORE: path.join(work, "store"), PRESSROOM_STATE: path.join(work, "state"),
        PRESSROOM_BROKER_EMBEDDED: "true", PRESSROOM_BROKER_PORT: ports.broker, PRESSROOM_LIVE_RELOAD: "true",
        PRESSROOM_PARENT_PID: process.pid, QUARKUS_HTTP_PORT: ports.web, QUARKUS_MANAGEMENT_PORT: management, ...settings,
      },
    });
  processes.push(child);
  return child;
};

const stop = (child, signal = "SIGTERM") => new Promise((done) => {
  if (child.exitCode !== null || child.signalCode !== null) {
    done(child.exitCode);
    return;
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  child.once("exit", (code) => { clearTimeout(timer); done(code); });
  child.kill(signal);
});

const get = (address) => new Promise((done) => {
  http.get(address, { agent: false }, (response) => {
    let body = "";
    response.on("data", (part) => { body += part; });
    response.on("end", () => done({ status: response.statusCode, body }));
  }).on("error", () => done({ status: 0, body: "" }));
});

const until = async (what, reached) => {
  const end = Date.now() + PATIENCE;
  let value = await reached();
  while (!value) {
    if (Date.now() > end) {
      throw new Error(`not within ${PATIENCE / 1000} s: ${what}`);
    }
    await new Promise((done) => { setTimeout(done, 30); });
    value = await reached();
  }
  return value;
};

const served = (address, text) => until(`${address} serves "${text}"`, async () => (await get(origin + address)).body.includes(text));
const build = (text) => until(`the server has the release with "${text}"`, async () => (await get(`${origin}/`)).body.includes(text));

// ---- the browser

let browser;

/** A page that counts how often it was loaded and has a live stream. */
const open = async (address, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...options });
  const page = await context.newPage();
  page.loads = 0;
  page.on("load", () => { page.loads += 1; });
  const events = page.waitForRequest((request) => request.url().includes("/-/live?"));
  await page.goto(origin + address);
  await events;
  await until("the page listens", () => heard(page));
  return page;
};

/** How many streams the server has open; -1 while it does not say. */
const streams = async () =>
  Number((await get(`http://127.0.0.1:${ports.server}/q/metrics`)).body.match(/^pressroom_live_streams.* ([0-9.]+)$/m)?.[1] ?? -1);

/** Whether the first event was heard: the stream is open. */
const heard = async (page) => (await streams() >= browser.contexts().length ? page : null);

/** As a browser does with a tab that another one hides. */
const hide = (page, hidden) => page.evaluate((value) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
  document.dispatchEvent(new Event("visibilitychange"));
}, hidden);

const overlay = (page) => page.locator("pressroom-live #problems");

const expect = (truth, what) => {
  if (!truth) {
    throw new Error(what);
  }
};

const tests = {};

tests["a page is reloaded when it changed, and no other"] = async () => {
  const page = await open("/picture/");
  const other = await open("/other/");
  await other.evaluate(() => { window.same = true; });
  write("content/picture.md", post("Picture", "![A square](square.svg)\n\nThe second words."));
  await page.getByText("The second words.").waitFor();
  // A change that the other page shows comes after: had it been reloaded for the first, it would have lost its mark.
  expect(await other.evaluate(() => window.same === true), "the other page was reloaded");
  write("content/other.md", post("Other", "Another page, changed."));
  await other.getByText("Another page, changed.").waitFor();
  await until("both were loaded to the end", () => page.loads >= 2 && other.loads >= 2);
  expect(page.loads === 2 && other.loads === 2, `loads: ${page.loads} and ${other.loads}, not 2 and 2`);
};

tests["a page is reloaded when a picture in it changed"] = async () => {
  const page = await open("/picture/");
  const other = await open("/other/");
  await other.evaluate(() => { window.same = true; });
  const before = await page.locator("main img, article img").first().getAttribute("src");
  write("content/square.svg", square("blue"));
  await until("the picture is blue", async () => {
    try {
      return page.loads === 2 && await page.evaluate(async () =>
        (await (await fetch(document.querySelector("main img, article img").src)).text()).includes("blue"));
    } catch {
      return false; // between two pages
    }
  });
  expect(before, "a picture");
  expect(await other.evaluate(() => window.same === true), "a page without it was reloaded");
};

tests["a style sheet is exchanged without a reload"] = async () => {
  const page = await open("/form/");
  await page.evaluate(() => { window.same = true; scrollTo(0, 500); });
  write("static/own.css", "body { outline: 3px solid rgb(4, 5, 6) }\n");
  await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(4, 5, 6)");
  expect(await page.evaluate(() => window.same === true && scrollY === 500), "reloaded, or scrolled");
  expect(page.loads === 1, `loads: ${page.loads}`);
};

tests["scroll position and what is typed survive a reload"] = async () => {
  const page = await open("/form/");
  await page.locator("[name=who]").fill("Ada");
  await page.locator("[name=sure]").check();
  await page.locator("[name=secret]").fill("a secret");
  await page.locator("[name=which]").selectOption("two");
  await page.locator("[name=words]").fill("some words");
  await page.evaluate(() => {
    document.querySelector("[name=words]").setSelectionRange(2, 4);
    scrollTo(0, 700);
  });
  write("content/form.md", post("Form", `${form}${long}\n\nOne more paragraph.`));
  await page.getByText("One more paragraph.").waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector("[name=who]").value === "Ada");
  const state = await page.evaluate(() => ({
    sure: document.querySelector("[name=sure]").checked, secret: document.querySelector("[name=secret]").value,
    which: document.querySelector("[name=which]").value, words: document.querySelector("[name=words]").value,
    focus: document.activeElement.name, selection: document.activeElement.selectionStart, scroll: scrollY,
    left: sessionStorage.length,
  }));
  const wanted = { sure: true, secret: "", which: "two", words: "some words", focus: "words", selection: 2, scroll: 700, left: 0 };
  expect(JSON.stringify(state) === JSON.stringify(wanted), `${JSON.stringify(state)}, not ${JSON.stringify(wanted)}`);
};

tests["a page that is renamed is followed"] = async () => {
  write("content/before.md", post("Renamed", `The same page. <input name="who">\n\n${long}`));
  await served("/before/", "The same page.");
  const page = await open("/before/");
  await page.locator("[name=who]").fill("Grace");
  await page.evaluate(() => scrollTo(0, 300));
  fs.renameSync(path.join(site, "content/before.md"), path.join(site, "content/after.md"));
  await page.waitForURL("**/after/");
  await page.waitForFunction(() => document.querySelector("[name=who]").value === "Grace" && scrollY === 300);
};

const broken = `---\ntitle: Home\ndate: not a date\n---\n\nThe words that are not to be seen.\n`;

tests["a failed build is laid over the last good page, and goes by itself"] = async () => {
  for (const colorScheme of ["light", "dark"]) {
    write("content/index.md", post("Home", `Good in ${colorScheme}.`));
    await build(`Good in ${colorScheme}.`);
    const page = await open("/", { colorScheme });
    write("content/index.md", broken);
    await overlay(page).waitFor();
    const text = await overlay(page).innerText();
    for (const part of ["content/index.md", ":3", "not a date"]) {
      expect(text.includes(part), `the overlay does not say ${part}:\n${text}`);
    }
    expect(await overlay(page).locator("h2").count() === 1, "no title");
    expect(await overlay(page).locator("pre").count() === 1, `no excerpt:\n${text}`);
    expect(await overlay(page).locator(".hint").count() === 1, `no hint:\n${text}`);
    expect((await get(`${origin}/`)).body.includes(`Good in ${colorScheme}.`), "the last good page is not served");
    await page.screenshot({ path: path.join(shots, `overlay-${colorScheme}.png`) });
    const later = await open("/other/", { colorScheme });
    await overlay(later).waitFor();
    await later.keyboard.press("Escape");
    await overlay(later).waitFor({ state: "detached" });
    write("content/index.md", post("Home", `Mended in ${colorScheme}.`));
    await overlay(page).waitFor({ state: "detached" });
    await page.getByText(`Mended in ${colorScheme}.`).waitFor();
    await page.screenshot({ path: path.join(shots, `page-${colorScheme}.png`) });
    await Promise.all([page.context().close(), later.context().close()]);
  }
};

tests["an overlay that was closed stays so until there are other problems"] = async () => {
  write("content/index.md", post("Home", "Before they are closed."));
  await build("Before they are closed.");
  const page = await open("/other/");
  write("content/index.md", broken);
  await overlay(page).waitFor();
  await page.keyboard.press("Tab"); // what is over the page comes first, whatever is below it
  await until("Close has the focus", () => page.evaluate(() => {
    const { activeElement } = document.querySelector("pressroom-live").shadowRoot;
    return activeElement?.textContent === "Close";
  }).then((there) => there || page.keyboard.press("Tab")));
  await page.keyboard.press("Enter");
  await overlay(page).waitFor({ state: "detached" });
  for (const comeBack of [async () => { await hide(page, true); await hide(page, false); }, () => page.reload()]) {
    const told = page.waitForResponse((response) => response.url().includes("/-/live?"));
    await comeBack();
    await told;
    write("content/other.md", post("Other", `Another page, seen ${page.loads} times.`));
    await page.getByText(`Another page, seen ${page.loads} times.`).waitFor(); // so what is told at first was heard
    expect(await overlay(page).count() === 0, "the overlay came back");
  }
  write("content/index.md", broken.replace("not a date", "no date either"));
  await overlay(page).waitFor();
  write("content/index.md", post("Home", "After they were closed."));
  await overlay(page).waitFor({ state: "detached" });
};

tests["what was mended while nobody looked is not shown any more"] = async () => {
  write("content/index.md", post("Home", "Whole."));
  await build("Whole.");
  const page = await open("/other/");
  write("content/index.md", broken);
  await overlay(page).waitFor();
  await hide(page, true);
  await until("it does not listen", async () => await streams() === 0);
  write("content/index.md", post("Home", "Whole again."));
  await build("Whole again.");
  expect(await overlay(page).count() === 1, "it was told");
  await hide(page, false);
  await overlay(page).waitFor({ state: "detached" });
};

tests["a page has one stream, also after the browser kept it, and none while it is hidden"] = async () => {
  const page = await open("/other/");
  await page.evaluate(() => { window.same = true; });
  await page.goto(`${origin}/picture/`);
  await page.goBack({ waitUntil: "commit" });
  await page.waitForFunction(() => window.same === true); // it was kept, not loaded
  await until("it listens", async () => await streams() >= 1);
  await hide(page, true);
  await until("no stream is left", async () => await streams() === 0);
};

tests["words of any length fit a narrow window"] = async () => {
  const word = "Donaudampfschifffahrt".repeat(5);
  write(`content/${word}/a.md`, `---\ntitle: ${word}\ndate: 2026-01-02\ntags: [${word}]\n---\n\n## ${word}\n\n${word}\n\n- ${word}\n\n> ${word}\n`);
  await served(`/${word}/a/`, word);
  const page = await open(`/${word}/a/`, { viewport: { width: 320, height: 640 } });
  for (const address of [`/${word}/a/`, `/${word}/`, "/", "/tags/"]) {
    await page.goto(origin + address);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width <= 320, `${address} is ${width} pixels wide`);
  }
  fs.rmSync(path.join(site, "content", word), { recursive: true });
  await until("it is gone", async () => !(await get(`${origin}/`)).body.includes(word));
};

tests["code is written from left to right in a text that is not"] = async () => {
  write("content/code.md", post("Code", '<div dir="rtl">\n\n```\na = 1;\n```\n\n</div>'));
  await served("/code/", "a = 1;");
  const page = await open("/code/");
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("pre")).direction) === "ltr", "it is not");
};

tests["the overlay fits a narrow window"] = async () => {
  write("content/index.md", post("Home", "Narrow."));
  await build("Narrow.");
  const page = await open("/", { viewport: { width: 360, height: 640 }, colorScheme: "dark" });
  write("content/index.md", broken);
  await overlay(page).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page can be scrolled sideways");
  await page.screenshot({ path: path.join(shots, "overlay-narrow.png") });
  write("content/index.md", post("Home", "Narrow, and mended."));
  await overlay(page).waitFor({ state: "detached" });
};

tests["a page that was away hears what it missed, by the id of the last event"] = async (services) => {
  const page = await open("/");
  const asked = [];
  page.on("request", (request) => { if (request.url().includes("/-/live?")) { asked.push(request); } });
  await stop(services.server);
  write("content/index.md", post("Home", "Written while the server was away."));
  services.server = start("server-service", ports.server);
  await page.getByText("Written while the server was away.").waitFor();
  await served("/", "Written while the server was away.");
  const ids = await Promise.all(asked.map(async (request) => (await request.allHeaders())["last-event-id"]
    ?? new URL(request.url()).searchParams.get("last")));
  expect(ids.some((id) => /^[0-9a-f]{64}$/.test(id ?? "")), `no id among ${JSON.stringify(ids)}`);
};

tests["a long build shows how far it is"] = async (services) => {
  for (let n = 0; n < 40; n++) {
    write(`content/many/page-${n}.md`, post(`Page ${n}`, "One of many."));
  }
  await served("/many/page-39/", "One of many.");
  await stop(services.builder);
  services.builder = start("builder-service", ports.builder, { PRESSROOM_RENDER_PAUSE: "PT0.08S" });
  await until("the builder is ready", async () => (await get(`http://127.0.0.1:${ports.builder}/q/health/ready`)).status === 200);
  for (const colorScheme of ["light", "dark"]) {
    const page = await open("/other/", { colorScheme });
    write("site.yaml", `title: Live in ${colorScheme}\nbase-url: http://localhost/\n`);
    const bar = page.locator("pressroom-live #bar");
    await bar.waitFor({ state: "attached" });
    const values = new Set();
    await until("the bar grows", async () => {
      values.add(await bar.getAttribute("aria-valuenow", { timeout: 1000 }).catch(() => null));
      values.delete(null);
      return values.size >= 3;
    });
    await page.screenshot({ path: path.join(shots, `progress-${colorScheme}.png`) });
    await bar.waitFor({ state: "detached", timeout: PATIENCE });
    await page.waitForFunction((title) => document.title.includes(title), `Live in ${colorScheme}`);
    await page.context().close();
  }
  const page = await open("/other/");
  const bar = page.locator("pressroom-live #bar");
  write("site.yaml", "title: Cut short\nbase-url: http://localhost/\n");
  await bar.waitFor({ state: "attached" });
  await stop(services.server); // then nobody tells how far it is
  await bar.waitFor({ state: "detached" });
  services.server = start("server-service", ports.server);
  await page.waitForFunction(() => document.title.includes("Cut short"));
};

tests["streams are closed first when the server stops"] = async (services) => {
  const page = await open("/");
  const begin = Date.now();
  const code = await stop(services.server);
  const took = Date.now() - begin;
  expect(code === 0, `exit code ${code}`);
  expect(took < 2000, `it took ${took} ms: a stream was waited for`);
  expect(page.loads === 1, "the page was reloaded");
};

tests["switched off, not a byte of it is in a page"] = async (services) => {
  services.server = start("server-service", ports.server, { PRESSROOM_LIVE_RELOAD: "false" });
  await until("the server answers", async () => (await get(`${origin}/`)).status === 200);
  const { body } = await get(`${origin}/`);
  expect(!body.includes("/-/") && !body.includes("data-page"), "something of it is in the page");
  for (const address of ["/-/live", "/-/live.js"]) {
    const { status } = await get(origin + address);
    expect(status === 404, `${address}: ${status}`);
  }
};

const main = async () => {
  fs.rmSync(shots, { recursive: true, force: true });
  fs.mkdirSync(shots, { recursive: true });
  makeSite();
  const services = { builder: start("builder-service", ports.builder), server: start("server-service", ports.server) };
  await served("/form/", "as it was");
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  const only = process.argv[2];
  for (const [name, test] of Object.entries(tests)) {
    if (only && !name.includes(only)) {
      continue;
    }
    const begin = Date.now();
    try {
      await test(services);
      passed += 1;
      console.log(`${name}: ${Date.now() - begin} ms`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED: ${name}: ${error.message}`);
      for (const context of browser.contexts()) {
        for (const page of context.pages()) {
          await page.screenshot({ path: path.join(shots, `failed-${failed}-${context.pages().indexOf(page)}.png`) }).catch(() => {});
        }
      }
    }
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
  await browser.close();
};

try {
  await main();
} catch (error) {
  failed += 1;
  console.log(`FAILED: ${error.stack}`);
} finally {
  await Promise.all(processes.map((child) => stop(child)));
  if (failed) {
    for (const name of ["builder-service", "server-service"]) {
      console.log(fs.readFileSync(path.join(work, `${name}.log`), "utf8").split("\n").slice(-30).join("\n"));
    }
  }
  fs.rmSync(work, { recursive: true, force: true });
  console.log(`screenshots in ${path.relative(process.cwd(), shots) || shots}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
