import { escapeJson } from './escape';
import type { ReportModel } from './model';
import { DETAIL_SCRIPT } from './page-detail';
import { SCENARIO_SCRIPT } from './page-scenario';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';
import { TIMELINE_STYLE } from './timeline-style';
import { WORDS } from './words';

/** Whatever a manifest might smuggle in, the page may neither load nor send anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** The report as one page that needs nothing else: no network, no files beside it. */
export function pageOf(model: ReportModel): string {
  const { features, counts } = model;
  const isKorean = features.length > 0 && features.every(({ language }) => language === 'ko');
  const data = { features, counts, words: WORDS, language: isKorean ? 'ko' : 'en' };
  return `<!doctype html>
<html lang="${data.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>wavetank</title>
<style>${PAGE_STYLE}${TIMELINE_STYLE}</style>
</head>
<body>
<div id="app"></div>
<noscript>This report needs JavaScript to show its data.</noscript>
<script type="application/json" id="data">${escapeJson(data)}</script>
<script>(function () {
'use strict';
${DETAIL_SCRIPT}
${SCENARIO_SCRIPT}
${PAGE_SCRIPT}
})();</script>
</body>
</html>
`;
}
