import { describe, expect, test } from "vitest";

import { describeDevice } from "./user-agent.ts";

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

describe("a User-Agent in words", () => {
  test.each([
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/140.0.0.0 Safari/537.36`,
      "Chrome",
      "macOS",
      "computer",
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0 Safari/537.36 Edg/140.0`,
      "Edge",
      "Windows",
      "computer",
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/140.0 Safari/537.36`, "Chrome", "Linux", "computer"],
    ["Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux", "computer"],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/140.0 Safari/537.36`, "Chrome", "ChromeOS", "computer"],
    [`${iphone} Version/18.1 Mobile/15E148 Safari/604.1`, "Safari", "iOS", "phone"],
    [`${iphone} CriOS/140.0 Mobile/15E148 Safari/604.1`, "Chrome", "iOS", "phone"],
    [`${iphone} FxiOS/140.0 Mobile/15E148 Safari/604.1`, "Firefox", "iOS", "phone"],
    [
      `Mozilla/5.0 (Linux; Android 15; Pixel 9) ${webkit} Chrome/140.0 Mobile Safari/537.36`,
      "Chrome",
      "Android",
      "phone",
    ],
    [
      `Mozilla/5.0 (Linux; Android 15; SM-X910) ${webkit} SamsungBrowser/27.0 Chrome/125.0 Safari/537.36`,
      "Samsung Internet",
      "Android",
      "tablet",
    ],
    ["curl/8.9.1", "curl", null, "program"],
    ["python-requests/2.32", "python-requests", null, "program"],
    ["node", "node", null, "program"],
    ["", null, null, "computer"],
    ["<script>alert(1)</script>", null, null, "computer"],
  ])("%s", (userAgent, browser, system, kind) => {
    expect(describeDevice(userAgent)).toEqual({ browser, system, kind });
  });
});
