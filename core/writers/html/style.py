"""How the page looks, on a screen and on paper.

Source of what is printed: GB/T 9704-2012, 5.2 (page, type area), 7.3 (faces, sizes), 7.5 (page
numbers). The faces are named as offices have them; others stand in where they are missing.
"""

STYLE = """\
* { box-sizing: border-box; }
body {
  margin: 0; background: #e9ecef; color: #000;
  font: 18px/1.9 "仿宋_GB2312", "仿宋", FangSong, STFangsong, "Noto Serif CJK SC", serif;
  -webkit-text-size-adjust: 100%;
}
main { max-width: 54rem; margin: 0 auto; padding: 4rem 4.5rem; background: #fff; }
h1, h2, h3, h4, p {
  margin: 0; font-size: inherit; font-weight: normal;
  text-indent: 2em; text-align: justify; white-space: pre-wrap; overflow-wrap: break-word;
}
h1 {
  margin-bottom: 1.5em; text-indent: 0; text-align: center; text-wrap: balance;
  font: 1.5em/1.6 "方正小标宋简体", FZXiaoBiaoSong-B05S, "方正小标宋_GBK", STZhongsong,
    "Noto Serif CJK SC", serif;
}
h1 span { display: inline-block; }
h2, .level-1 { font-family: "黑体", SimHei, STHeiti, "Noto Sans CJK SC", sans-serif; }
h2 { margin-top: 1em; }
.level-2 { font-family: "楷体_GB2312", "楷体", KaiTi, STKaiti, "Noto Serif CJK SC", serif; }
.note { font-size: .8em; }
.signature { text-indent: 0; text-align: right; }
p:not(.signature) + .signature { margin-top: 2em; }
[role=region] { margin: .5em 0; overflow-x: auto; }
table {
  width: 100%; border-collapse: collapse; table-layout: fixed;
  font: 14px/1.5 "宋体", SimSun, STSong, "Noto Serif CJK SC", serif;
}
caption {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; user-select: none;
}
th, td {
  border: 1px solid #000; padding: .3em .25em; font-weight: normal;
  text-align: center; vertical-align: middle; white-space: pre-wrap; overflow-wrap: anywhere;
}
td { font-variant-numeric: tabular-nums; }
th.left, .list td { text-align: left; }
[data-watermark]::before {
  content: attr(data-watermark); position: fixed; inset: 0; z-index: 1; pointer-events: none;
  display: flex; align-items: center; justify-content: center; transform: rotate(-45deg);
  font: 38vmin/1 "黑体", SimHei, "Noto Sans CJK SC", sans-serif; color: rgba(0, 0, 0, .09);
}
@media screen and (max-width: 48rem) {
  body { background: #fff; }
  main { padding: 1.5rem 1rem; }
}
@page {
  size: A4; margin: 37mm 26mm 35mm 28mm;
  @bottom-right { content: "— " counter(page) " —"; font: 14pt SimSun, "Noto Serif CJK SC", serif; }
}
@page :left {
  margin: 37mm 28mm 35mm 26mm;
  @bottom-right { content: none; }
  @bottom-left { content: "— " counter(page) " —"; font: 14pt SimSun, "Noto Serif CJK SC", serif; }
}
@media print {
  body { background: none; font-size: 16pt; line-height: 28.95pt; orphans: 2; widows: 2; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 22pt; line-height: 1.5; }
  h1, h2, h3, h4 { break-after: avoid; }
  h2 { margin-top: 0; }
  .note { font-size: 12pt; line-height: 1.6; }
  .signature { break-before: avoid; }
  [role=region] { overflow: visible; }
  [role=region]:has(thead) { break-inside: avoid; }
  table { min-width: 0 !important; font-size: 9pt; line-height: 1.35; }
  thead { display: table-header-group; }
  th, td { padding: .2em .15em; }
  tr:not(:has([rowspan])) { break-inside: avoid; }
  tr:not(:has(td)) { break-after: avoid; }
  [data-watermark]::before { font-size: 70mm; }
}
"""
