/** The one stylesheet of the hosted pages. */
export const stylesheet = `
:root { color-scheme: light; --ink: #1c2430; --soft: #5a6675; --line: #d9dee5; --paper: #fff; --ground: #f4f5f7;
  --accent: #1f5d4c; --accent-ink: #fff; --bad: #b3261e; --warm: #fff6dd; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--ground); }
.banner { margin: 0; padding: .5rem 1rem; text-align: center; font-size: .875rem; background: var(--warm); border-bottom: 1px solid #ecd9a0; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; } h2 { font-size: 1.125rem; margin: 0 0 .75rem; }
a { color: var(--accent); } .soft { color: var(--soft); } .small { font-size: .875rem; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1rem 4rem; } main.narrow { max-width: 34rem; } main.wide { max-width: 80rem; }
.columns { display: grid; gap: 2rem; } @media (min-width: 50rem) { .columns { grid-template-columns: 1fr 1fr; gap: 4rem; } }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem; margin: 0 0 1.5rem; }
.price { font-size: 2.25rem; font-weight: 650; letter-spacing: -.02em; margin: 0; font-variant-numeric: tabular-nums; }
dl.sums { margin: 1.5rem 0 0; } dl.sums div { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; }
dl.sums dt { color: var(--soft); } dl.sums dd { margin: 0; font-variant-numeric: tabular-nums; text-align: right; }
dl.sums .total { border-top: 1px solid var(--line); font-weight: 650; } dl.sums .total dt { color: inherit; }
.field { margin: 0 0 1rem; } .row { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
label { display: block; font-weight: 550; font-size: .875rem; margin-bottom: .25rem; }
input, select { width: 100%; font: inherit; color: inherit; padding: .625rem .75rem; border: 1px solid #8b95a3; border-radius: .5rem; background: var(--paper); }
input[aria-invalid=true] { border-color: var(--bad); } input[type=checkbox] { width: auto; }
:focus-visible { outline: 3px solid #7fb8a6; outline-offset: 2px; }
.error { color: var(--bad); font-size: .875rem; margin: .25rem 0 0; }
.alert { border: 1px solid var(--bad); color: var(--bad); background: #fdf1f0; border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1rem; }
.note { border: 1px solid var(--line); background: var(--paper); border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1rem; }
button, .button { display: inline-block; font: inherit; font-weight: 600; text-decoration: none; padding: .625rem 1rem; border-radius: .5rem; border: 1px solid var(--accent); background: var(--accent); color: var(--accent-ink); cursor: pointer; }
button.plain, .button.plain { background: var(--paper); color: var(--accent); } button.full { width: 100%; padding: .75rem; }
form.code { margin: 1.5rem 0; }
button.small { padding: .25rem .5rem; font-size: .8125rem; }
form.inline { display: inline-flex; gap: .5rem; align-items: end; flex-wrap: wrap; margin: 0 .5rem .5rem 0; } form.inline input, form.inline select { width: auto; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .5rem; border-bottom: 1px solid var(--line); vertical-align: top; } th { font-weight: 600; color: var(--soft); }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: .8125rem ui-monospace, monospace; overflow-wrap: anywhere; } details { margin-top: 1rem; } summary { cursor: pointer; font-weight: 550; }
.tag { display: inline-block; padding: 0 .5rem; border-radius: 1rem; border: 1px solid var(--line); font-size: .8125rem; background: var(--ground); }
@media print { .banner, form, .button { display: none; } body { background: #fff; } }
`;
