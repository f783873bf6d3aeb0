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
  function load() {
    events.close();
    remember({ page: location.pathname, x: scrollX, y: scrollY });
    location.reload();
  }

  // What the text of a playbook page makes. Everything around it is as it was after most saves: then only this is put in
  // place, and neither scripts nor styles are asked for again. Other pages are loaded anew.
  var TEXT = ['.frame > main', '.frame > .contents'];
  function around(page) {
    var body = page.body.cloneNode(true);
    var head = page.head.cloneNode(true);
    head.querySelector('script[data-number]').remove();
    body.querySelectorAll(TEXT.concat('.gameplan-strip').join()).forEach(function (part) { part.remove(); });
    return head.innerHTML + body.innerHTML;
  }
  var frame = around(document);
  var latest = 0;
  function renew() {
    var mine = latest += 1;
    fetch(location.pathname + location.search).then(function (answer) { return answer.text(); }).then(function (html) {
      if (mine === latest) put(new DOMParser().parseFromString(html, 'text/html'));
    }).catch(load);
  }
  function put(page) {
    var pairs = TEXT.map(function (part) { return [document.querySelector(part), page.querySelector(part)]; });
    var alike = pairs.every(function (pair) { return Boolean(pair[0]) === Boolean(pair[1]); });
    if (!pairs[0][0] || !alike || around(page) !== frame) return load();
    number = page.querySelector('script[data-number]').dataset.number;
    pairs.forEach(function (pair) { if (pair[0]) pair[0].replaceWith(pair[1]); });
    document.querySelectorAll('.gameplan-strip, .gameplan-drawer').forEach(function (old) { old.remove(); });
    var strip = page.querySelector('.gameplan-strip');
    if (strip) document.body.prepend(strip);
    document.dispatchEvent(new Event('gameplan:text'));
    // The text is seen first: the check of the library takes longer than all of this.
    requestAnimationFrame(function () { setTimeout(fetchFindings); });
  }

  // The place on the page, once: a later visit begins at the top as always.
  var before = remembered();
  if (before.page === location.pathname) {
    remember({ page: null });
    requestAnimationFrame(function () { scrollTo({ left: before.x, top: before.y, behavior: 'instant' }); });
  }

  var events = new EventSource('/__events');
  function told(event) { if (event.data !== number) renew(); }
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
