/** Style of the server's own pages: system fonts, light and dark, nothing from elsewhere. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#1c2430,#e6e9ef);--soft:light-dark(#5a6676,#9aa5b5);--ground:light-dark(#fbfbf9,#14181f);
--card:light-dark(#fff,#1c222b);--line:light-dark(#dcdfe4,#323a46);--accent:light-dark(#0b5c8a,#7cc4ee);--mark:light-dark(#fff0a8,#5c4a00)}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.bar{display:flex;justify-content:space-between;align-items:center;padding:.8rem 1.2rem;border-bottom:1px solid var(--line)}
.brand{font-weight:700;font-size:1.1rem;text-decoration:none;color:var(--ink)}
main{max-width:46rem;margin:2rem auto;padding:0 1.2rem}main.wide{max-width:64rem}
footer{max-width:46rem;margin:3rem auto 1rem;padding:0 1.2rem;color:var(--soft);font-size:.85rem}
label{display:block;font-weight:600;margin-bottom:.4rem}
.row{display:flex;gap:.5rem;flex-wrap:wrap}
input{flex:1;min-width:12rem;padding:.6rem .8rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
button{padding:.6rem 1.1rem;font:inherit;font-weight:600;color:light-dark(#fff,#10202c);background:var(--accent);border:0;border-radius:.5rem;cursor:pointer}
button:disabled{opacity:.55;cursor:default}
section{margin:2rem 0}h1{line-height:1.2}h2{font-size:1.15rem}h2 small{color:var(--soft);font-weight:400}h3{font-size:.95rem;margin:.8rem 0 .2rem}
.answer,.start{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:1rem 1.3rem}
.answer .text{font-size:1.08rem}.answer .text,blockquote,#progress{white-space:pre-line;overflow-wrap:anywhere}.abstained{color:var(--soft)}
blockquote{margin:0;padding-left:.8rem;border-left:3px solid var(--accent)}
.citations,.hits{padding-left:1.6rem}.hits li,.citations li{margin-bottom:1.1rem}
.place{margin:.1rem 0;color:var(--soft);font-size:.88rem}.place span{display:block}
.passage{margin:.2rem 0;white-space:pre-line;overflow-wrap:anywhere}
mark{background:var(--mark);color:inherit;border-radius:.15rem}
details{background:var(--card);border:1px solid var(--line);border-radius:.5rem;margin:.4rem 0;padding:.4rem .8rem}
summary{cursor:pointer}summary span{color:var(--soft);font-size:.9rem}.method{color:var(--accent);display:inline-block;min-width:4.2rem}
pre{overflow:auto;padding:.6rem;background:var(--ground);border-radius:.4rem;font-size:.85rem}
table{border-collapse:collapse;width:100%;font-size:.88rem;display:block;overflow:auto}
td,th{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
`
