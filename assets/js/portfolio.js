// Sorts and filters the tables of a portfolio. Without it they are plain tables in the order of names.
(function () {
  'use strict';
  function value(row, at) {
    var cell = row.cells[at];
    if (!cell) return '';
    if (cell.dataset.sort !== undefined) return cell.dataset.sort === '' ? null : Number(cell.dataset.sort);
    return cell.textContent.trim().toLowerCase();
  }
  // What is not known stands last, whichever way the rest is sorted.
  function compare(a, b, down) {
    if (a === null || b === null) return (a === null) - (b === null);
    var order = typeof a === 'number' ? a - b : a.localeCompare(b, 'en');
    return down ? -order : order;
  }
  function sort(table, head, at) {
    var down = head.getAttribute('aria-sort') === 'ascending';
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var keyed = rows.map(function (row, place) { return { row: row, place: place, key: value(row, at) }; });
    keyed.sort(function (a, b) { return compare(a.key, b.key, down) || a.place - b.place; });
    keyed.forEach(function (entry) { table.tBodies[0].appendChild(entry.row); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  }
  function headings(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, at) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.textContent = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () { sort(table, head, at); });
    });
  }
  var tables = Array.prototype.slice.call(document.querySelectorAll('table[data-sortable]'));
  if (!tables.length) return;
  tables.forEach(headings);
  var label = document.createElement('label');
  label.className = 'filter screen-only';
  label.textContent = 'Filter ';
  var input = document.createElement('input');
  input.type = 'search';
  var said = document.createElement('span');
  said.className = 'quiet small';
  said.setAttribute('role', 'status');
  label.appendChild(input);
  label.appendChild(said);
  var main = document.getElementById('main');
  main.insertBefore(label, main.firstChild);
  input.addEventListener('input', function () {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    tables.forEach(function (table) {
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        if (!row.hidden) shown += 1;
      });
    });
    said.textContent = words.length ? ' ' + shown + (shown === 1 ? ' row' : ' rows') : '';
  });
})();
