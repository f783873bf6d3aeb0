// What a page does beyond its text: colours, the whole table of contents, filters, zoom, links to headings.
// The page is whole without it.
(function () {
  'use strict';
  var html = document.documentElement;
  var root = html.dataset.root || '';
  html.dataset.script = '';

  function stored(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function store(key, value) {
    try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch (e) { /* Lives as long as the page. */ }
  }
  // Before the first paint.
  var theme = stored('gameplan theme');
  if (theme === 'light' || theme === 'dark') html.dataset.theme = theme;

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text) node.textContent = text;
    return node;
  }
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  var say = function () {};

  // Colours: as the system, light, dark.
  var THEMES = [
    { value: '', name: 'Colours: as the system', path: 'M10 2a8 8 0 1 0 0 16zM10 2a8 8 0 0 1 0 16' },
    { value: 'light', name: 'Colours: light', path: 'M10 6a4 4 0 1 0 .01 0M10 1v2M10 17v2M1 10h2M17 10h2M3.6 3.6 5 5M15 15l1.4 1.4M3.6 16.4 5 15M15 5l1.4-1.4' },
    { value: 'dark', name: 'Colours: dark', path: 'M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9z' }
  ];
  function icon(path) {
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 20 20');
    svg.setAttribute('aria-hidden', 'true');
    var shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    shape.setAttribute('d', path);
    svg.appendChild(shape);
    return svg;
  }
  function colours(tools) {
    var button = make('button', { type: 'button', class: 'button theme' });
    function show() {
      var now = THEMES.filter(function (t) { return t.value === (html.dataset.theme || ''); })[0];
      button.replaceChildren(icon(now.path));
      button.setAttribute('aria-label', now.name);
      button.title = now.name;
      return now;
    }
    button.addEventListener('click', function () {
      var next = THEMES[(THEMES.indexOf(show()) + 1) % THEMES.length];
      if (next.value) html.dataset.theme = next.value; else delete html.dataset.theme;
      store('gameplan theme', next.value);
      show();
      say(next.name);
    });
    show();
    tools.appendChild(button);
  }

  // The whole table of contents: one file, asked for when it is wanted.
  var waiting = null;
  function table(then) {
    if (window.gameplanNav) return then(window.gameplanNav);
    if (waiting) return waiting.push(then);
    waiting = [then];
    var script = make('script', { src: root + 'assets/nav.js' });
    script.addEventListener('load', function () {
      waiting.forEach(function (f) { f(window.gameplanNav || []); });
      waiting = null;
    });
    script.addEventListener('error', function () { waiting = null; });
    document.head.appendChild(script);
  }
  function address(href) { return /^[a-z]+:/i.test(href) ? href : root + href; }
  function entry(rows, id) {
    var li = make('li', { 'data-id': id });
    var row = rows[id];
    li.appendChild(row[1] ? make('a', { href: address(row[1]) }, row[0]) : make('span', { class: 'heading' }, row[0]));
    if (rows.some(function (r) { return r[2] === id; })) {
      li.dataset.more = '';
      fold(li);
    }
    return li;
  }
  function fill(li, then) {
    table(function (rows) {
      var id = Number(li.dataset.id);
      var own = li.querySelector(':scope > ul');
      var ul = make('ul');
      var known = {};
      if (own) all(':scope > li[data-id]', own).forEach(function (e) { known[e.dataset.id] = e; });
      rows.forEach(function (row, child) {
        if (row[2] === id) ul.appendChild(known[child] || entry(rows, child));
      });
      if (own) own.replaceWith(ul); else li.appendChild(ul);
      delete li.dataset.more;
      then(ul);
    });
  }
  function fold(li) {
    var name = li.firstElementChild.textContent;
    var button = make('button', { type: 'button', class: 'fold', 'aria-label': 'Entries of ' + name });
    function show(open) {
      button.setAttribute('aria-expanded', open ? 'true' : 'false');
      var list = li.querySelector(':scope > ul');
      if (list) list.hidden = !open;
    }
    button.addEventListener('click', function () {
      var open = button.getAttribute('aria-expanded') === 'true';
      if (!open && 'more' in li.dataset) fill(li, function () { show(true); }); else if (open && 'more' in li.dataset) fill(li, function () { show(true); }); else show(!open);
    });
    li.insertBefore(button, li.children[1] || null);
    show(Boolean(li.querySelector(':scope > ul')));
  }
  function filter(side) {
    var tree = side.querySelector('ul');
    var field = make('input', { type: 'search', class: 'filter', placeholder: 'Filter contents', 'aria-label': 'Filter the table of contents' });
    var found = make('ul', { class: 'found', hidden: '' });
    field.addEventListener('input', function () {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      found.hidden = !words.length;
      tree.hidden = Boolean(words.length);
      if (!words.length) return;
      table(function (rows) {
        found.replaceChildren();
        rows.forEach(function (row) {
          var name = row[0].toLowerCase();
          if (!row[1] || found.childElementCount >= 60 || !words.every(function (w) { return name.indexOf(w) >= 0; })) return;
          var li = make('li');
          var link = make('a', { href: address(row[1]) }, row[0]);
          if (row[2] !== null) link.appendChild(make('span', { class: 'way' }, rows[row[2]][0]));
          li.appendChild(link);
          found.appendChild(li);
        });
        say(found.childElementCount + ' entries');
      });
    });
    side.insertBefore(field, tree);
    side.insertBefore(found, tree.nextSibling);
  }
  function contents(side) {
    var tree = side.querySelector('ul');
    if (!tree) return;
    all('li', tree).forEach(function (li) {
      if ('more' in li.dataset || li.querySelector(':scope > ul')) fold(li);
    });
    filter(side);
    var here = side.querySelector('[aria-current]');
    if (here && side.scrollHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 3;
    drawer(side);
  }
  // On a phone the table opens over the page; without a script the link leads to a page of its own.
  function drawer(side) {
    var link = document.querySelector('.to-contents');
    if (!link) return;
    var also = document.querySelector('.to-customers');
    if (also) side.prepend(make('a', { class: 'also', href: also.getAttribute('href') }, also.textContent));
    var narrow = window.matchMedia('(max-width: 56rem)');
    function set(open) {
      if (open) side.dataset.open = ''; else delete side.dataset.open;
      link.textContent = open ? 'Close' : 'Contents';
    }
    link.addEventListener('click', function (event) {
      if (!narrow.matches) return;
      event.preventDefault();
      set(!('open' in side.dataset));
      var first = side.querySelector('[aria-current], a');
      if (first && 'open' in side.dataset) first.focus();
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && 'open' in side.dataset) { set(false); link.focus(); }
    });
  }

  function headings() {
    all('.prose :is(h2, h3, h4)[id]').forEach(function (heading) {
      var button = make('button', { type: 'button', class: 'anchor', 'aria-label': 'Copy the link to: ' + heading.textContent.trim() }, '#');
      button.addEventListener('click', function () {
        var url = location.href.split('#')[0] + '#' + heading.id;
        history.replaceState(null, '', '#' + heading.id);
        if (navigator.clipboard) navigator.clipboard.writeText(url).then(function () { say('Link copied'); }, function () {});
      });
      heading.appendChild(button);
    });
  }
  function follow(box) {
    if (window.matchMedia('(max-width: 76rem)').matches) { box.open = false; return; }
    if (!window.IntersectionObserver) return;
    var links = {};
    all('a', box).forEach(function (a) { links[decodeURIComponent(a.hash.slice(1))] = a; });
    var watch = new IntersectionObserver(function (seen) {
      seen.forEach(function (s) {
        if (!s.isIntersecting) return;
        all('.here', box).forEach(function (a) { a.classList.remove('here'); });
        links[s.target.id].classList.add('here');
      });
    }, { rootMargin: '-64px 0px -70% 0px' });
    all('.prose [id]').forEach(function (h) { if (links[h.id]) watch.observe(h); });
  }

  function zoom() {
    var box = null;
    document.addEventListener('click', function (event) {
      var link = event.target.closest && event.target.closest('a.zoom');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
      event.preventDefault();
      if (!box) {
        box = make('dialog', { class: 'lightbox', 'aria-label': 'Image' });
        box.addEventListener('click', function (e) { if (e.target === box) box.close(); });
        document.body.appendChild(box);
      }
      var close = make('button', { type: 'button', class: 'button' }, 'Close');
      close.addEventListener('click', function () { box.close(); });
      var own = link.querySelector('img');
      box.replaceChildren(close, make('img', { src: link.href, alt: own ? own.alt : '' }));
      box.showModal();
    });
  }

  // A video comes from elsewhere: nothing is asked of its host before a click.
  function videos() {
    document.addEventListener('click', function (event) {
      var link = event.target.closest && event.target.closest('.video a[data-frame]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.previousElementSibling) return;
      event.preventDefault();
      var frame = make('iframe', { src: link.dataset.frame, title: link.textContent, allow: 'fullscreen', allowfullscreen: '' });
      link.before(frame);
      frame.focus();
    });
  }

  // `/` goes to the field, as on the page that searches.
  function slash() {
    var field = document.querySelector('.top-search input');
    document.addEventListener('keydown', function (event) {
      if (!field || event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
      event.preventDefault();
      field.focus();
    });
  }

  var FILTERS = [['role', 'Role'], ['service', 'Service'], ['need', 'Need']];
  function filters() {
    all('.prose table').forEach(function (list) {
      var rows = all('tr[data-need]', list);
      if (rows.length < 2) return;
      var bar = make('div', { class: 'filters', role: 'group', 'aria-label': 'Filter these tasks' });
      var count = make('output');
      var chosen = {};
      function apply() {
        var shown = 0;
        rows.forEach(function (row) {
          var fits = FILTERS.every(function (f) {
            return !chosen[f[0]] || row.dataset[f[0]].split('|').indexOf(chosen[f[0]]) >= 0;
          });
          row.hidden = !fits;
          if (fits) shown += 1;
        });
        count.textContent = shown + ' of ' + rows.length + ' tasks';
      }
      FILTERS.forEach(function (f) {
        var values = {};
        rows.forEach(function (row) { row.dataset[f[0]].split('|').forEach(function (v) { if (v) values[v] = true; }); });
        var names = Object.keys(values).sort();
        if (names.length < 2) return;
        var label = make('label', {}, f[1]);
        var select = make('select');
        select.appendChild(make('option', { value: '' }, 'all'));
        names.forEach(function (name) { select.appendChild(make('option', { value: name }, name)); });
        select.addEventListener('change', function () { chosen[f[0]] = select.value; apply(); });
        label.appendChild(select);
        bar.appendChild(label);
      });
      if (!bar.childElementCount) return;
      bar.appendChild(count);
      apply();
      list.parentElement.before(bar);
    });
  }

  // What the text of a page gets; the preview puts another text in its place.
  function text() {
    var box = document.querySelector('.contents');
    if (box) follow(box);
    headings();
    filters();
  }
  document.addEventListener('gameplan:text', text);

  document.addEventListener('DOMContentLoaded', function () {
    var live = make('div', { class: 'live', 'aria-live': 'polite' });
    document.body.appendChild(live);
    say = function (text) { live.textContent = text; };
    var tools = document.querySelector('.tools');
    if (tools) colours(tools);
    var side = document.getElementById('pageSide');
    if (side) contents(side);
    text();
    zoom();
    videos();
    slash();
  });
})();
