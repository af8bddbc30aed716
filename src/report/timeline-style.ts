/** The picture's look, carried by the picture itself, so that it is the same wherever it is attached. */
export const TIMELINE_STYLE = `
.wt{font:11.5px ui-sans-serif,system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR",sans-serif}
.wt text{fill:#3b4450}.wt .name{font-weight:600;fill:#1b2129}.wt .dim{fill:#626c79;font-size:11px}
.wt .lane{fill:#f6f7f8}.wt .grid{stroke:#dde1e6;pointer-events:none}.wt .hit{fill:transparent}
.wt .notready{fill:#c22f3e;opacity:.14}.wt .cordoned{fill:#c98d00;opacity:.16}
.wt .s-pending{fill:#98a2b0}.wt .s-starting{fill:#82b6dd}.wt .s-running{fill:#f0bc57}.wt .s-ready{fill:#2f8757}
.wt .s-terminating{fill:#9d8cc7}.wt .s-failing{fill:#cf3f4d}.wt .s-failed{fill:#86202d}.wt .s-succeeded{fill:#2a7485}
.wt .tag{fill:#fff;font-size:10px;pointer-events:none}.wt .tag.on-running{fill:#3a2a00}
.wt .rev{pointer-events:none}.wt .r2{fill:url(#wt-2)}.wt .r3{fill:url(#wt-3)}.wt .r4{fill:url(#wt-4)}
.wt .hatch{stroke:#0d1116;stroke-opacity:.3;stroke-width:1.3;fill:none}
.wt .step{stroke:#7a8594;stroke-width:1;stroke-dasharray:2 3;fill:none;pointer-events:none}
.wt .stepno{fill:#5a6573}.wt .no{fill:#fff;font-size:10.5px;font-weight:600;pointer-events:none}
.wt .during{opacity:0;pointer-events:none}
.wt .fault{stroke:#c22f3e;stroke-width:1.5;pointer-events:none}
.wt .faultbar{fill:#c22f3e}.wt .faultname{fill:#c22f3e;font-weight:600}
.wt .cut{stroke:#a3acb8;fill:none}.wt .tear{fill:#fff}
@media(prefers-color-scheme:dark){.wt .tear{fill:#12161b}.wt .cut{stroke:#56616f}.wt text{fill:#c5cdd8}.wt .name{fill:#e2e7ed}.wt .dim{fill:#95a0ae}
.wt .lane{fill:#1a2027}.wt .grid{stroke:#2a323b}.wt .notready{opacity:.3}.wt .cordoned{opacity:.26}
.wt .s-pending{fill:#6f7a89}.wt .s-starting{fill:#5b93bd}.wt .s-running{fill:#d6a342}
.wt .tag{fill:#fff}.wt .tag.on-running{fill:#241a00}.wt .hatch{stroke-opacity:.42}
.wt .step{stroke:#7d8999}.wt .stepno{fill:#4d5866}.wt .no{fill:#fff}.wt .fault{stroke:#f27783}
.wt .faultbar{fill:#f27783}.wt .faultname{fill:#f27783}}`;
