import { escapeJson } from './escape';
import type { ReportModel } from './model';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';

/** The report as one page that needs nothing else: no network, no files beside it. */
export function pageOf(model: ReportModel): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>wavetank report</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<div id="app"></div>
<noscript>This report needs JavaScript to show its data.</noscript>
<script type="application/json" id="data">${escapeJson(model)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}
