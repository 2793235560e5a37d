// Generates public/: icons from www/favicon.svg, and the social preview from a screenshot of the page in dist/.
import { mkdir, readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { preview } from "vite";

const OUT = "public";
/** The run in the social preview: its baseline spirals clearly. */
const RUN = "#v=1&system=spring&seed=3";
const SOCIAL = { width: 1200, height: 630 };

const svg = await readFile("www/favicon.svg", "utf8");
const font = async (name) =>
  `url(data:font/woff2;base64,${(await readFile(`www/fonts/${name}.woff2`)).toString("base64")})`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});

/** Screenshot of our own markup. */
async function drawn(file, { width, height }, markup, options = {}) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(
    `<style>*{box-sizing:border-box}html,body{margin:0}svg,img{display:block}</style>${markup}`,
  );
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${OUT}/${file}`, ...options });
  await page.close();
}

const icon = (file, size, markup) =>
  drawn(file, { width: size, height: size }, markup, { omitBackground: true });

/** The icon with square corners and a smaller motif, for systems that crop icons to their own shape. */
const square = svg
  .replace('rx="7"', "")
  .replace(
    /(<circle cx="16" cy="16"[\s\S]*)<\/svg>/,
    '<g transform="translate(16 16) scale(.9) translate(-16 -16)">$1</g></svg>',
  );

/** Screenshot of the three planes after training, at twice the resolution. */
async function planes() {
  const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  const { port } = server.httpServer.address();
  const page = await browser.newPage({
    viewport: { width: 1480, height: 900 },
    deviceScaleFactor: 2,
    colorScheme: "dark",
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  await page.goto(`http://127.0.0.1:${port}/${RUN}`);
  await page.waitForFunction(
    () => {
      const now = document.querySelector("hnn-playground")?.snapshot();
      return now?.finished && now.settled;
    },
    undefined,
    { timeout: 900_000 },
  );
  const picture = await page.getByRole("group", { name: "Phase planes" }).screenshot();
  await server.close();
  return picture.toString("base64");
}

await mkdir(OUT, { recursive: true });
await icon("icon-192.png", 192, svg);
await icon("icon-512.png", 512, svg);
await icon("icon-maskable-512.png", 512, square);
await icon("apple-touch-icon.png", 180, square);
await drawn(
  "social.png",
  SOCIAL,
  `<style>
    @font-face { font-family: Title; src: ${await font("stix-two-text")}; }
    @font-face { font-family: Text; src: ${await font("playground-sans")}; font-weight: 200 900; }
    body { height: ${SOCIAL.height}px; padding: 44px 48px 0; overflow: hidden; color: #eef1f2; background: #0d1114; font: 27px/1.3 Text; }
    h1 { display: flex; align-items: center; gap: 22px; margin: 0; font: 400 62px/1 Title; }
    h1 svg { width: 62px; }
    p { margin: 16px 0 22px; color: #bcc5cb; }
    img { width: 1104px; }
  </style>
  <h1>${svg}HNN Playground</h1>
  <p>Which network conserves energy? Train both, live in your browser.</p>
  <img src="data:image/png;base64,${await planes()}">`,
);
await browser.close();
