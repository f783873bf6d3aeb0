// What a reader sees of the results, as lines that end with their query.
const lines = [document.getElementById('search-count').textContent];
for (const row of document.querySelectorAll('.search-results > li')) {
  const link = row.querySelector('h2 a');
  lines.push('  ' + link.textContent + ' <' + link.getAttribute('href') + '>');
  for (const inner of row.querySelectorAll('ul a')) lines.push('    ' + inner.textContent + ' <' + inner.getAttribute('href') + '>');
  for (const said of row.querySelectorAll('.said')) {
    const marks = Array.from(said.querySelectorAll('mark'), (mark) => mark.textContent);
    lines.push('    “' + said.textContent + '”' + (marks.length ? ' ' + JSON.stringify(marks) : ''));
  }
}
for (const select of document.querySelectorAll('select[data-facet]')) {
  const options = Array.from(select.options, (option) => option.textContent).slice(1);
  if (options.length) lines.push('  ' + select.dataset.facet + ': ' + options.join(', '));
}
tell(lines);
