// Keeps ticks in this browser and copies the new ones as Markdown lines. The document is whole without it.
(function () {
  'use strict';
  var boxes = Array.prototype.slice.call(document.querySelectorAll('input[data-key]'));
  var bar = document.getElementById('ticks');
  if (!bar || !boxes.length) return;
  var place = document.body.dataset;
  var shelf = 'gameplan ' + place.customer + ' ' + place.audience;
  var count = document.getElementById('ticks-count');
  var button = document.getElementById('ticks-copy');
  var text = document.getElementById('ticks-text');

  function read() {
    try { return JSON.parse(localStorage.getItem(shelf)) || {}; } catch (e) { return {}; }
  }
  function write(ticks) {
    try { localStorage.setItem(shelf, JSON.stringify(ticks)); } catch (e) { /* Ticks then live as long as the page. */ }
  }
  // The record's own state: what the page was made with.
  function recorded(box) { return box.dataset.state === 'done'; }
  // One box a key: a line of "This week" stands a second time below.
  function changed() {
    var seen = {};
    return boxes.filter(function (box) {
      var first = !seen[box.dataset.key];
      seen[box.dataset.key] = true;
      return first && box.checked !== recorded(box);
    });
  }
  function lineOf(box) {
    var state = box.checked ? 'done' : 'open';
    return '- [' + (box.checked ? 'x' : ' ') + '] ' + box.dataset.text.replace(/\u00a0/g, ' ') +
      ' <!-- gp ' + box.dataset.comment + ' ' + state + ' ' + box.dataset.hash + ' -->';
  }
  function all() {
    var head = '<!-- gameplan ticks 1 customer=' + place.customer + ' as-of=' + place.asOf +
      ' audience=' + place.audience + ' -->';
    return [head].concat(changed().map(lineOf)).join('\n') + '\n';
  }
  function show() {
    var n = changed().length;
    count.textContent = n === 0 ? 'No new ticks' : n === 1 ? '1 new tick' : n + ' new ticks';
    if (n) bar.dataset.new = n; else delete bar.dataset.new;
    if (!text.hidden) text.value = all();
  }
  function offer() {
    text.hidden = false;
    text.value = all();
    text.focus();
    text.select();
  }

  var ticks = read();
  boxes.forEach(function (box) {
    var kept = ticks[box.dataset.key];
    if (typeof kept === 'boolean') box.checked = kept;
    box.addEventListener('change', function () {
      boxes.forEach(function (other) {
        if (other.dataset.key === box.dataset.key) other.checked = box.checked;
      });
      var now = read();
      if (box.checked === recorded(box)) delete now[box.dataset.key];
      else now[box.dataset.key] = box.checked;
      write(now);
      show();
    });
  });
  button.addEventListener('click', function () {
    if (!navigator.clipboard) return offer();
    navigator.clipboard.writeText(all()).then(function () { count.textContent = 'Copied'; }, offer);
  });
  bar.hidden = false;
  show();
})();
