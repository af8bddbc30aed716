/** The page's look: light and dark, wide and narrow. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2330;--dim:#697386;--line:#e4e8ee;--card:#f7f9fb;--accent:#1f6feb;--ok:#2b8a5b;--bad:#cf3347;--warn:#b7791f;--code:#f2f4f8}
@media(prefers-color-scheme:dark){:root{--bg:#10151c;--fg:#dfe6ef;--dim:#8d99ab;--line:#26303c;--card:#161d26;--accent:#6aa8ff;--ok:#4cc38a;--bad:#ff6b7d;--warn:#e0a83c;--code:#1b232e}}
*{box-sizing:border-box}html{scroll-behavior:smooth}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI","Noto Sans KR",sans-serif}
#app{display:grid;grid-template-columns:340px minmax(0,1fr);min-height:100vh}
aside{border-right:1px solid var(--line);padding:26px 20px 40px;position:sticky;top:0;height:100vh;overflow:auto}
main{padding:34px 40px 80px;max-width:1240px;min-width:0}
h1{font-size:19px;letter-spacing:-.01em;margin:0 0 2px}h1 a{color:inherit;text-decoration:none}
h2{font-size:25px;line-height:1.25;letter-spacing:-.015em;margin:2px 0 6px;font-weight:650}
h3{font-size:12px;text-transform:uppercase;letter-spacing:.08em;color:var(--dim);margin:38px 0 12px;font-weight:600}
.dim{color:var(--dim)}.small{font-size:12.5px}
.bar{display:flex;height:6px;border-radius:3px;overflow:hidden;margin:14px 0 10px;background:var(--line)}.bar i{display:block}.bar .passed{background:var(--ok)}.bar .failed{background:var(--bad)}.bar .undefined,.bar .skipped{background:var(--warn)}
.filters{display:flex;gap:6px;flex-wrap:wrap;margin:12px 0}
button{font:inherit;font-size:13px;color:inherit;background:none;border:1px solid var(--line);border-radius:999px;padding:2px 11px;cursor:pointer}button[aria-pressed=true]{border-color:var(--accent);color:var(--accent)}button:focus-visible,a:focus-visible,input:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
input{width:100%;font:inherit;font-size:14px;padding:7px 11px;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit}
.feature{margin-top:22px}.feature>b{display:block;font-size:13.5px;margin-bottom:5px}
.item{display:flex;gap:9px;padding:4px 8px;margin:0 -8px;border-radius:7px;color:inherit;text-decoration:none;font-size:14px;line-height:1.4}.item:hover{background:var(--card)}.item[aria-current]{background:var(--card);box-shadow:inset 2px 0 var(--accent)}
.dot{flex:none;width:8px;height:8px;border-radius:50%;margin-top:6px;background:var(--dim)}.dot.passed{background:var(--ok)}.dot.failed{background:var(--bad);border-radius:2px}.dot.undefined,.dot.skipped{background:none;border:2px solid var(--warn)}
.steps{list-style:none;margin:20px 0 0;padding:0}.steps>li{padding:3px 0 3px 34px;position:relative}.steps>li>.no{position:absolute;left:0;top:5px;width:22px;height:18px;border-radius:4px;background:var(--dim);color:var(--bg);font-size:11px;font-weight:600;text-align:center;line-height:18px;border:0;padding:0}.steps>li.passed>.no{background:var(--ok)}.steps>li.failed>.no{background:var(--bad)}.steps>li.undefined>.no,.steps>li.skipped>.no{background:none;color:var(--dim);border:1px solid var(--line)}
.steps>li.skipped{color:var(--dim)}.steps>li.chosen{background:linear-gradient(90deg,var(--card),transparent)}
.kw{color:var(--dim);margin-right:.45em}.lit{color:var(--accent)}
pre{margin:6px 0 8px;padding:10px 14px;background:var(--code);border-radius:8px;overflow:auto;font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;white-space:pre}
pre.why{border-left:3px solid var(--bad);white-space:pre-wrap}
.picture{overflow-x:auto;border:1px solid var(--line);border-radius:12px;padding:8px 4px 4px;background:var(--bg)}.picture svg{display:block;min-width:680px;width:100%;height:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px}th{font-weight:600;text-align:left;color:var(--dim);font-size:12px;padding:4px 14px 4px 0;border-bottom:1px solid var(--line);white-space:nowrap}td{padding:5px 14px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}td.n{white-space:nowrap;font-variant-numeric:tabular-nums}td.warn{color:var(--warn)}tr.new td{background:color-mix(in srgb,var(--accent) 9%,transparent)}.scroll{overflow-x:auto}
.steps table{width:auto;margin:6px 0;font-size:13px}.note{border:1px solid var(--line);border-left:3px solid var(--warn);border-radius:8px;padding:10px 16px;margin:14px 0}.note.bad{border-left-color:var(--bad)}
details{margin:4px 0}summary{cursor:pointer}
.tag{font-size:12px;color:var(--dim);border:1px solid var(--line);border-radius:999px;padding:0 8px;margin-right:5px}
@media(max-width:860px){#app{display:block}aside{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line);padding:20px 16px}main{padding:22px 16px 60px}h2{font-size:21px}aside.away .list{display:none}}
@media print{aside{display:none}#app{display:block}}
`;
