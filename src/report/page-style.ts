/** The page's look: one accent, light and dark, wide and narrow. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fff;--soft:#f6f7f8;--fg:#1b2129;--dim:#626c79;--line:#e3e6ea;--accent:#0b6b88;
--wash:#e8f3f6;--ok:#2a7d4f;--bad:#c22f3e;--badwash:#fcf1f2;--warn:#8f6200;
--sans:ui-sans-serif,system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR",sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK KR",monospace}
@media(prefers-color-scheme:dark){:root{--bg:#12161b;--soft:#1a2027;--fg:#e2e7ed;--dim:#95a0ae;--line:#2a323b;
--accent:#64bfd8;--wash:#17303a;--ok:#58bd86;--bad:#f27783;--badwash:#2a1a1e;--warn:#dba94a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 var(--sans);-webkit-text-size-adjust:100%}
main{max-width:1180px;margin:0 auto;padding:28px 40px 96px}
a{color:inherit;text-decoration:none}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
.top{display:flex;align-items:center;gap:20px;font-size:14px;color:var(--dim);margin-bottom:44px}
.top a:hover,.top button:hover{color:var(--accent)}
.brand{font-weight:650;letter-spacing:-.01em;color:var(--fg);display:inline-flex;gap:9px;align-items:center}
.brand svg{color:var(--accent);flex:none}
.push{margin-left:auto}
h1{font-size:34px;line-height:1.18;letter-spacing:-.022em;font-weight:640;margin:0 0 10px;text-wrap:balance;
overflow-wrap:anywhere}
h2{font-size:20px;line-height:1.3;letter-spacing:-.012em;font-weight:640;margin:64px 0 4px}
h2+.hint{margin:0 0 16px}h2+.chips{margin:6px -12px 10px}
.hint,.dim{color:var(--dim)}.hint{font-size:14px}
p{margin:0}:lang(ko){word-break:keep-all}
.bar{display:flex;gap:2px;height:6px;margin:26px 0 30px}
.bar i{min-width:4px;border-radius:1px}
.bar .passed{background:var(--ok)}.bar .failed{background:var(--bad)}.bar .undefined{background:var(--warn)}
.bar .skipped{background:var(--dim)}
.tools{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:10px 14px;align-items:center;padding:12px 0;
background:var(--bg);border-bottom:1px solid var(--line)}
input{flex:1 1 260px;min-width:0;font:inherit;font-size:15px;padding:8px 13px;border:1px solid var(--line);
border-radius:8px;background:var(--soft);color:inherit}
input::placeholder{color:var(--dim);opacity:1}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
.chips{display:flex;flex-wrap:wrap;gap:4px}
.chip{font-size:14px;line-height:1.4;padding:5px 12px;border-radius:8px;color:var(--dim)}
.chip:hover{color:var(--fg);background:var(--soft)}
.chip[aria-pressed=true]{background:var(--wash);color:var(--accent);font-weight:550}
.feature{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,7fr);gap:8px 48px;padding:34px 0 30px;
border-bottom:1px solid var(--line)}
.feature:last-child{border:0}
.feature h2{font-size:18px;margin:6px 0 6px}
.feature .hint{white-space:pre-line}
.feature code{font:12px/1.5 var(--mono);color:var(--dim);overflow-wrap:anywhere}
.list{list-style:none;margin:0;padding:0}
.row{display:grid;grid-template-columns:20px minmax(0,1fr) auto;gap:0 8px;padding:7px 12px;margin:0 -12px;
border-radius:8px}
.row:hover{background:var(--soft)}
.row.here{background:var(--wash)}
.row .why{grid-column:2/4;font-size:14px;color:var(--bad);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row.undefined .why{color:var(--warn)}
.row .name{overflow-wrap:anywhere}
.num{font-variant-numeric:tabular-nums;font-size:14px;color:var(--dim);white-space:nowrap}
.tag{font-size:13px;color:var(--dim);margin-left:9px}
.glyph{font-weight:700;font-size:14px;line-height:25px;text-align:center}
.glyph.passed{color:var(--ok)}.glyph.failed{color:var(--bad)}.glyph.undefined{color:var(--warn)}
.glyph.skipped{color:var(--dim)}
.facts{display:flex;flex-wrap:wrap;gap:2px 20px;font-size:14px;color:var(--dim)}
.facts b{font-weight:600}.facts .passed{color:var(--ok)}.facts .failed{color:var(--bad)}
.facts .undefined{color:var(--warn)}
.facts code{font:13px/1.6 var(--mono);overflow-wrap:anywhere}
.alert{margin-top:30px;padding:18px 24px 20px;border-left:3px solid var(--bad);background:var(--badwash);
border-radius:0 12px 12px 0}
.alert .head{display:block;font-size:14px;font-weight:600;color:var(--bad);margin-bottom:4px}
button.head:hover{text-decoration:underline}
.alert.undefined{border-color:var(--warn);background:var(--soft)}.alert.undefined .head{color:var(--warn)}
.alert b{display:block;font-weight:600;font-size:18px;line-height:1.4;overflow-wrap:anywhere;max-width:62em}
.alert pre{background:none;padding:0;margin:14px 0 0;max-height:none;white-space:pre-wrap;overflow-wrap:anywhere}
.alert .lead{color:var(--bad);font-weight:600}.alert pre b{display:inline;font:inherit;font-weight:600}
.alert .add{color:var(--ok)}.alert .del{color:var(--bad)}
.first{color:var(--bad);font-size:14px;overflow-wrap:anywhere}
.picture{overflow-x:auto;border:1px solid var(--line);border-radius:12px;padding:10px 8px}
.picture svg{display:block;min-width:860px;width:100%;height:auto}
.picture svg.picked .pod{opacity:.28}.picture svg.picked .pod.on{opacity:1}
.picture .pod,.picture .mark{cursor:pointer}
.picture .during.on{opacity:.14;fill:var(--accent)}.picture .mark.on .step{stroke:var(--accent);stroke-dasharray:none}
.picture .mark.on .stepno{fill:var(--accent)}.picture .mark.bad .stepno{fill:var(--bad)}
.picture .mark.bad.on .step{stroke:var(--bad)}.picture .mark.on .no{fill:var(--bg)}
.picture .pod:focus{outline:none}
.picture .pod:focus-visible,.picture .pod.on{outline:2px solid var(--accent);outline-offset:1px}
.card{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 24px;margin:16px 0 0;padding:18px 22px;
background:var(--soft);border-radius:12px;font-size:14px}
.card dt{color:var(--dim)}.card dd{margin:0;overflow-wrap:anywhere}
.card .close{grid-column:1/3;color:var(--accent);margin-top:8px;justify-self:start}
.split{display:grid;grid-template-columns:minmax(0,6fr) minmax(0,5fr);gap:0 56px;align-items:start}
.split>*{min-width:0}.split .after{position:sticky;top:0;max-height:100vh;overflow:auto;padding-bottom:20px}
.steps{list-style:none;margin:16px 0 0;padding:0}
.steps>li{padding:6px 12px 6px 66px;margin:0 -12px;position:relative;border-radius:8px;cursor:pointer}
.steps>li:hover{background:var(--soft)}
.steps>li.on{background:var(--wash)}
.steps .no{position:absolute;left:12px;top:9px;width:22px;line-height:19px;border-radius:4px;background:var(--line);
color:var(--dim);font-size:12px;font-weight:600;text-align:center;font-variant-numeric:tabular-nums}
.steps .on>.no{background:var(--accent);color:var(--bg)}
.steps .glyph{position:absolute;left:40px;top:6px;width:18px}
.steps .line{display:flex;gap:12px;align-items:baseline}
.steps .line>span:first-child{flex:1;min-width:0;overflow-wrap:anywhere}
.steps .skipped .line{color:var(--dim)}
.kw{color:var(--dim)}.lit{color:var(--accent)}
pre{margin:8px 0 6px;padding:12px 16px;background:var(--soft);border-radius:8px;overflow:auto;max-height:430px;
font:13px/1.55 var(--mono);tab-size:2}
.on>pre,.on>details>pre{background:var(--bg)}
summary{cursor:pointer;font-size:14px;color:var(--dim);padding:3px 0}summary:hover{color:var(--accent)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.45}
th{font-weight:500;text-align:left;color:var(--dim);font-size:13px;padding:6px 18px 6px 0;
border-bottom:1px solid var(--line);white-space:nowrap}
td{padding:7px 18px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
td.fix{white-space:nowrap;font-variant-numeric:tabular-nums}td.wide{min-width:260px;overflow-wrap:anywhere}td.verdict{min-width:170px}
tr.warn td.kind{color:var(--bad);font-weight:550}
.steps table{width:auto;margin:6px 0}
.kinds h3{font-size:14px;font-weight:600;margin:22px 0 2px}
.kinds tr.new td:first-child{box-shadow:inset 3px 0 var(--accent)}
.kinds td:first-child,.kinds th:first-child{padding-left:11px}
.kinds tr.new td.ch{color:var(--accent);font-weight:550}
.kinds s{color:var(--dim);font-weight:400;margin-right:5px}
.kinds tr.gone td{color:var(--dim);text-decoration:line-through}
details.pods{border-bottom:1px solid var(--line)}details.pods>summary{color:var(--fg);padding:9px 0;font-size:15px}
details.pods>div{padding:0 0 14px 18px}
.attempt{font-size:14px;color:var(--dim);margin:8px 0 2px}
.chosen{color:var(--accent);font-weight:550}
.more{color:var(--accent);font-size:14px;padding:10px 0}
.laws li{margin:6px 0;overflow-wrap:anywhere}
footer{margin-top:72px;padding-top:16px;border-top:1px solid var(--line);font-size:13px;color:var(--dim);
display:flex;flex-wrap:wrap;gap:4px 24px}
footer code{font:12px/1.7 var(--mono);overflow-wrap:anywhere}
@media(max-width:900px){.split{display:block}.split .after{position:static;max-height:none}}
@media(max-width:700px){main{padding:18px 18px 64px}.top{margin-bottom:28px;gap:16px}h1{font-size:26px}
h2{margin-top:48px}.alert{padding:14px 16px 16px}.alert b{font-size:16px}.alert pre{font-size:11.5px}.feature{grid-template-columns:minmax(0,1fr);padding:26px 0 20px}.push{display:none}
.bar{margin:20px 0 16px}.steps>li{padding-left:58px}.steps .glyph{left:36px}
.keys{display:none}
.log thead{display:none}.log tr{display:grid;grid-template-columns:52px minmax(0,1fr);padding:8px 0;
border-bottom:1px solid var(--line)}.log td{border:0;padding:0}.log td:nth-child(n+3){grid-column:2;white-space:normal;
overflow-wrap:anywhere;min-width:0}.log td:nth-child(3){color:var(--dim)}
.card{grid-template-columns:minmax(0,1fr);gap:0}.card dd{margin-bottom:8px}.card .close{grid-column:1}}
@media print{.tools,.top,.keys{display:none}.split .after{position:static;max-height:none}}
`;
