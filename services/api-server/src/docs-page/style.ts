/** How the page looks: one column on a telephone, contents beside it on a wide screen, light or dark as the reader's system is. */

/** CSS, complete. The page's policy names its hash, so it may be the only style. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --panel: #f6f8fa; --accent: #0a58ca; --mark: #8a3b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1318; --ink: #e3e8ee; --soft: #a3adb8; --line: #2c343d; --panel: #171d24; --accent: #7cb3ff; --mark: #f0a868;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--panel); }
header, main, .contents { padding: 0 1.25rem; }
header { padding-top: 2rem; padding-bottom: 1.5rem; border-bottom: 1px solid var(--line); }
header h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
header p { max-width: 46rem; margin: .75rem 0 0; }
.version { color: var(--soft); font-size: 1rem; font-weight: 400; }
.contents { border-bottom: 1px solid var(--line); }
.contents summary { padding: 1rem 0; font-weight: 600; cursor: pointer; }
.contents ul { margin: 0; padding: 0; list-style: none; }
.contents details > ul { padding-bottom: 1.5rem; }
.contents ul ul { margin: 0 0 .75rem; padding-left: .75rem; border-left: 2px solid var(--line); }
.contents a { display: block; padding: .2rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.contents ul ul a { color: var(--soft); font-size: .875rem; }
.contents .tag { font-weight: 600; }
main { padding-bottom: 4rem; }
h2 { margin: 3rem 0 .5rem; padding-bottom: .35rem; border-bottom: 2px solid var(--line); font-size: 1.5rem; line-height: 1.3; }
h3 { margin: 0; font-size: 1.125rem; line-height: 1.4; overflow-wrap: anywhere; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
h4, dt { overflow-wrap: anywhere; }
h4 { margin: 1.25rem 0 .35rem; font-size: .8125rem; letter-spacing: .04em; text-transform: uppercase; color: var(--soft); }
p { max-width: 46rem; }
article { margin: 1.5rem 0; padding: 1.25rem; border: 1px solid var(--line); border-radius: 10px; }
article > p { margin: .35rem 0; }
.path { color: var(--soft); }
.verb { margin-right: .4em; padding: .1em .5em; border-radius: 4px; background: var(--accent); color: var(--paper); font: 600 .75rem/1.6 system-ui, sans-serif; }
.older { color: var(--soft); font-size: .875rem; }
pre { margin: 0; padding: .9rem 1rem; overflow-x: auto; border-radius: 8px; background: var(--panel); }
dl { margin: 0; }
dt { margin-top: .6rem; }
dd { margin: 0; color: var(--soft); font-size: .9375rem; overflow-wrap: anywhere; }
.name { color: var(--ink); font-weight: 600; }
.type { margin-left: .5em; color: var(--soft); font-size: .8125rem; }
.optional { margin-left: .5em; color: var(--mark); font-size: .8125rem; }
@media (min-width: 64rem) {
  body { display: grid; grid-template: auto 1fr / 18.5rem minmax(0, 1fr); max-width: 90rem; margin: 0 auto; }
  header { grid-column: 1 / -1; padding-left: 2rem; }
  .contents { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1rem 1rem 1rem 2rem; border-bottom: 0; }
  main { padding: 0 2rem 6rem 1.5rem; }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; }
}
@supports selector(::details-content) {
  @media (min-width: 64rem) {
    .contents summary { display: none; }
    .contents details::details-content { content-visibility: visible; block-size: auto; }
  }
}
`
