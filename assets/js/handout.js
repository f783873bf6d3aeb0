// Keeps ticks in this browser, says which are not yet copied, and copies the new ones as Markdown lines that
// `gameplan collect` reads. The document is whole without it.
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

  // By key: whether it is ticked, and whether that was copied.
  var kept = {};
  var lasts = true;
  function read() {
    try { kept = JSON.parse(localStorage.getItem(shelf)) || {}; } catch (e) { kept = {}; }
  }
  function write() {
    try { localStorage.setItem(shelf, JSON.stringify(kept)); } catch (e) { lasts = false; }
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
  function waiting() {
    return changed().filter(function (box) {
      var tick = kept[box.dataset.key];
      return !tick || !tick.copied;
    });
  }
  // The comment holds the state that was printed, the mark what became of it: as in the Markdown handout.
  function lineOf(box) {
    return '- [' + (box.checked ? 'x' : ' ') + '] ' + box.dataset.text.replace(/\s+/g, ' ').replace(/<!/g, '<\\!') +
      ' <!-- gp ' + box.dataset.comment + ' ' + box.dataset.state + ' ' + box.dataset.hash + ' -->';
  }
  function all() {
    var head = '<!-- gameplan ticks 1 customer=' + place.customer + ' as-of=' + place.asOf +
      ' audience=' + place.audience + ' -->';
    return [head].concat(changed().map(lineOf)).join('\n') + '\n';
  }
  function show() {
    var n = changed().length, left = waiting().length;
    var said = n === 0 ? 'No new ticks' : n === 1 ? '1 new tick' : n + ' new ticks';
    if (n) said += left === 0 ? ', copied' : left === n ? ', not yet copied' : ', ' + left + ' not yet copied';
    if (n && !lasts) said += '; this browser keeps them only until the page is closed';
    count.textContent = said;
    if (left) bar.dataset.new = left; else delete bar.dataset.new;
    if (!text.hidden) text.value = all();
  }
  function copied() {
    changed().forEach(function (box) { kept[box.dataset.key] = { ticked: box.checked, copied: true }; });
    write();
    show();
  }
  function offer() {
    text.hidden = false;
    text.value = all();
    text.focus();
    text.select();
  }

  read();
  boxes.forEach(function (box) {
    var tick = kept[box.dataset.key];
    if (tick) box.checked = tick.ticked === true;
    // What came back into the record is no news any more; the line may be open again some day.
    if (box.checked === recorded(box)) delete kept[box.dataset.key];
    box.addEventListener('change', function () {
      boxes.forEach(function (other) {
        if (other.dataset.key === box.dataset.key) other.checked = box.checked;
      });
      if (box.checked === recorded(box)) delete kept[box.dataset.key];
      else kept[box.dataset.key] = { ticked: box.checked, copied: false };
      write();
      show();
    });
  });
  write();
  button.addEventListener('click', function () {
    if (!navigator.clipboard) return offer();
    navigator.clipboard.writeText(all()).then(copied, offer);
  });
  text.addEventListener('copy', function () { setTimeout(copied, 0); });
  bar.hidden = false;
  show();
})();
