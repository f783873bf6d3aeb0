// The preview's script: a new reading renews the page and keeps its place; a drawer shows all findings.
(function () {
  'use strict';
  var number = document.currentScript.dataset.number;
  var shelf = 'gameplan live';

  function remembered() {
    try { return JSON.parse(sessionStorage.getItem(shelf)) || {}; } catch (e) { return {}; }
  }
  function remember(more) {
    var all = remembered();
    Object.keys(more).forEach(function (key) { all[key] = more[key]; });
    try { sessionStorage.setItem(shelf, JSON.stringify(all)); } catch (e) { /* The place is lost then, no more. */ }
  }
  function renew() {
    remember({ page: location.pathname, x: scrollX, y: scrollY });
    location.reload();
  }

  // The place on the page, once: a later visit begins at the top as always.
  var before = remembered();
  if (before.page === location.pathname) {
    remember({ page: null });
    requestAnimationFrame(function () { scrollTo(before.x, before.y); });
  }

  var events = new EventSource('/__events');
  function told(event) { if (event.data !== number) { events.close(); renew(); } }
  events.addEventListener('hello', told);
  events.addEventListener('change', told);
  addEventListener('pagehide', function () { events.close(); });
  addEventListener('pageshow', function (event) { if (event.persisted) location.reload(); });

  function made(name, className, text) {
    var node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }
  function line(finding) {
    var item = made('li');
    var place = finding.path ? finding.path + ':' + finding.start.line + ':' + finding.start.column : '';
    item.appendChild(made('code', '', place));
    item.appendChild(document.createTextNode(' ' + finding.message + ' '));
    item.appendChild(made('code', '', finding.code));
    if (finding.help) item.appendChild(made('div', 'help', finding.help));
    return item;
  }
  // A library of thousands of pages may have thousands of findings: a group is filled when it is opened.
  function group(severity, findings, open) {
    var box = made('details');
    box.appendChild(made('summary', severity, findings.length + ' ' + severity + (findings.length === 1 ? '' : 's')));
    box.addEventListener('toggle', function () {
      if (!box.open || box.querySelector('ol')) return;
      var list = made('ol');
      findings.forEach(function (finding) { list.appendChild(line(finding)); });
      box.appendChild(list);
    });
    box.open = open;
    return box;
  }
  function show(answer) {
    var all = answer.findings;
    if (!all.length && !answer.stale) return;
    var drawer = made('aside', 'gameplan-drawer');
    drawer.setAttribute('aria-label', 'Findings');
    var groups = ['error', 'warning', 'suggestion'].map(function (severity) {
      return [severity, all.filter(function (finding) { return finding.severity === severity; })];
    }).filter(function (pair) { return pair[1].length; });
    var words = groups.map(function (pair) { return pair[1].length + ' ' + pair[0] + (pair[1].length === 1 ? '' : 's'); });
    var button = made('button', '', (answer.stale ? 'Not read again. ' : '') + words.join(', '));
    button.type = 'button';
    var list = made('div', 'list');
    if (answer.stale) list.appendChild(made('p', 'error', answer.stale));
    groups.forEach(function (pair, idx) { list.appendChild(group(pair[0], pair[1], idx === 0)); });
    function open(yes) {
      list.hidden = !yes;
      button.setAttribute('aria-expanded', String(yes));
    }
    button.addEventListener('click', function () {
      open(list.hidden);
      remember({ open: !list.hidden });
    });
    drawer.appendChild(button);
    drawer.appendChild(list);
    open(Boolean(remembered().open));
    document.body.appendChild(drawer);
  }
  function fetchFindings() {
    fetch('/__findings.json').then(function (answer) { return answer.json(); }).then(show).catch(function () {
      // The server ended: the page stays as it is, and renews when the server is back.
    });
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', fetchFindings);
  else fetchFindings();
})();
