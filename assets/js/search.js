// Searches the index that the build wrote: scripts below search/<language>/, loaded when a query needs them. No
// server, no inline code, no request elsewhere. `cut` and `terms` are those of src/render/search/cut.rs.
(function () {
  'use strict';

  // --- Words, as the index was cut ---
  const FOLDED = new Map();
  for (const line of 'FOLDS'.split('\n')) {
    const at = line.indexOf(' ');
    for (const sign of line.slice(at + 1)) if (at > 0) FOLDED.set(sign, line.slice(0, at));
  }
  const LONGEST = 40;
  const MOST_PARTS = 6;
  const JOINER = /^[\/&\-.+_\u2010\u2011]$/;
  const NO_WIDTH = /^[\u200b-\u200d\u2060\ufeff\u00ad\u0300-\u036f]$/;
  const VOICING = new Map([['\u3099', 1], ['\uff9e', 1], ['\u309b', 1], ['\u309a', 2], ['\uff9f', 2], ['\u309c', 2]]);
  const VOICED = 'かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ';
  const WORD = /^[\p{Alphabetic}\p{N}]$/u;
  const UNSPACED = /^[\u3005-\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]$/u;

  function folded(text) {
    const out = [];
    for (const sign of text) {
      for (const low of sign.toLowerCase()) {
        if (NO_WIDTH.test(low)) continue;
        const step = VOICING.get(low), last = out[out.length - 1];
        if (step && VOICED.includes(last)) out[out.length - 1] = String.fromCharCode(last.charCodeAt(0) + step);
        else if (!step) out.push(...(FOLDED.get(low) || low));
      }
    }
    return out;
  }

  // [{parts: [word, …]} or {run: [sign, …]}, …]
  function cut(text) {
    const units = [];
    let parts = [], part = [], run = [];
    const isWord = (sign) => sign !== undefined && WORD.test(sign) && !UNSPACED.test(sign);
    function endPart() { if (part.length) parts.push(part.join('')); part = []; }
    function endWord() { endPart(); if (parts.length) units.push({ parts: parts }); parts = []; }
    function endRun() { if (run.length) units.push({ run: run }); run = []; }
    const signs = folded(text);
    signs.forEach((sign, at) => {
      if (UNSPACED.test(sign)) { endWord(); run.push(sign); }
      else if (isWord(sign)) { endRun(); if (part.length < LONGEST) part.push(sign); }
      else if (JOINER.test(sign) && part.length && isWord(signs[at + 1])) endPart();
      else { endWord(); endRun(); }
    });
    endWord(); endRun();
    return units;
  }

  function joined(parts) { return Array.from(parts.join('')).slice(0, LONGEST).join(''); }

  function terms(unit) {
    if (unit.parts) {
      const whole = unit.parts.length > 1 && unit.parts.length <= MOST_PARTS;
      return whole ? unit.parts.concat(joined(unit.parts)) : unit.parts;
    }
    const pairs = unit.run.slice(1).map((sign, at) => unit.run[at] + sign);
    return pairs.concat(unit.run[unit.run.length - 1]);
  }

  // --- Lists of numbers: `0`, then digits, of which the lower half ends a number ---
  const DIGITS = '123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY';
  const VALUE = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

  function numbers(text, each) {
    let value = 0, at = 1;
    while (at < text.length) {
      const digit = VALUE.get(text[at++]);
      value = value * 30 + digit % 30;
      if (digit < 30) { at = each(value, at) || at; value = 0; }
    }
  }
  function counts(text) { const out = []; numbers(text, (n) => { out.push(n); }); return out; }
  function steps(text) { let last = 0; return counts(text).map((n) => (last += n)); }
  // [[section, weight], …]
  function places(text) {
    const out = [];
    let last = 0;
    numbers(text, (n, at) => { last += n; out.push([last, VALUE.get(text[at])]); return at + 1; });
    return out;
  }

  // --- Scripts of the index ---
  const here = document.currentScript ? document.currentScript.src.replace(/[^\/]*$/, '') : '';
  const base = here.replace(/assets\/$/, 'search/');
  const waiting = new Map(), arrived = new Map();
  window.gameplanSearch = (name, content) => { arrived.set(name, content); };

  function load(name) {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done, failed) => {
        const script = document.createElement('script');
        script.src = base + name + '.js';
        script.onload = () => done(arrived.get(name));
        script.onerror = () => { waiting.delete(name); failed(new Error(name)); };
        document.head.appendChild(script);
      }));
    }
    return waiting.get(name);
  }

  async function language(code) {
    const raw = await load(code + '/index');
    if (!raw.starts) {
      raw.starts = [];
      raw.pageOf = [];
      counts(raw.sections).forEach((count, page) => {
        raw.starts.push(raw.pageOf.length);
        for (let n = 0; n < count; n++) raw.pageOf.push(page);
      });
      raw.firsts = raw.terms ? raw.terms.split('X') : [];
      raw.parts = steps(raw.documents);
      raw.everywhere = new Set(raw.common.split('X'));
      raw.same = new Map();
      for (const group of raw.synonyms) for (const phrase of group) {
        raw.same.set(phrase, (raw.same.get(phrase) || []).concat(group.filter((other) => other !== phrase)));
      }
      raw.values = raw.facets.map(([name, rows]) => [name, rows.map(([value, list]) => [value, new Set(steps(list))])]);
    }
    raw.code = code;
    return raw;
  }

  // The last place of a sorted list whose entry is not above `key`.
  function below(list, key) {
    let low = 0, high = list.length;
    while (low < high) { const mid = (low + high) >> 1; if (list[mid] <= key) low = mid + 1; else high = mid; }
    return Math.max(0, low - 1);
  }

  async function shard(index, number) {
    const raw = await load(index.code + '/t' + number);
    if (!raw.list) { raw.list = raw.words.split('X'); raw.lists = raw.places.split('0').slice(1); }
    return raw;
  }

  const MOST_SHARDS = 4;

  // section → score of a word; with `begins` also of the words that it begins, at half the value.
  async function found(index, word, begins) {
    const scores = new Map();
    if (!index.firsts.length) return scores;
    const first = below(index.firsts, word);
    const last = begins ? Math.min(below(index.firsts, word + '\uffff'), first + MOST_SHARDS - 1) : first;
    const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, n) => shard(index, first + n)));
    for (const { list, lists } of shards) {
      for (let at = below(list, word); at < list.length && (list[at] < word || list[at].startsWith(word)); at++) {
        if (list[at] !== word && !(begins && list[at].startsWith(word))) continue;
        const all = places('0' + lists[at]);
        const value = Math.log(1 + index.pageOf.length / all.length) * (list[at] === word ? 1 : 0.5);
        for (const [section, weight] of all) {
          scores.set(section, Math.max(scores.get(section) || 0, value * (2 + weight)));
        }
      }
    }
    return scores;
  }

  // Sections that hold all of some words.
  async function together(index, words, begins, factor) {
    const all = await Promise.all(words.map((word, at) => found(index, word, begins && at === words.length - 1)));
    const out = new Map();
    for (const [section, score] of all[0]) {
      let sum = score;
      if (all.every((one, at) => at === 0 || (one.has(section) && (sum += one.get(section), true)))) {
        out.set(section, sum * factor / all.length);
      }
    }
    return out;
  }

  // What a query asks: groups of ways to say the same, each a list of words.
  function groups(index, query) {
    const units = cut(query), out = [];
    const open = !/\s$/.test(query);
    const asked = (unit) => (unit.run && unit.run.length > 1 ? terms(unit).slice(0, -1) : unit.run || unit.parts);
    for (let at = 0; at < units.length; at++) {
      let length = Math.min(5, units.length - at), others;
      for (; length > 0; length--) {
        others = index.same.get(units.slice(at, at + length).map((unit) => terms(unit).join(' ')).join(' '));
        if (others) break;
      }
      const own = units.slice(at, at + Math.max(1, length));
      const last = at + own.length === units.length;
      const words = own.flatMap(asked);
      const begins = (last && open && (words[words.length - 1].length > 1)) || (own[0].run && own[0].run.length === 1);
      const ways = [{ words: words, begins: begins, factor: 1 }];
      if (own.length === 1 && own[0].parts && own[0].parts.length > 1) {
        ways.push({ words: [joined(own[0].parts)], begins: begins, factor: 1.5 });
      }
      for (const other of others || []) ways.push({ words: other.split(' '), begins: false, factor: 0.6 });
      out.push({ ways: ways, loose: words.every((word) => index.everywhere.has(word)) });
      at += own.length - 1;
    }
    return out;
  }

  // [{page, score, sections: [section, …], missing}, …], best first.
  async function search(index, query) {
    const asked = groups(index, query);
    const scored = await Promise.all(asked.map(async (group) => {
      const ways = await Promise.all(group.ways.map((way) => together(index, way.words, way.begins, way.factor)));
      const best = new Map();
      for (const way of ways) for (const [section, score] of way) best.set(section, Math.max(best.get(section) || 0, score));
      return best;
    }));
    const pages = new Map();
    scored.forEach((sections, group) => {
      for (const [section, score] of sections) {
        const number = index.pageOf[section];
        if (!pages.has(number)) pages.set(number, { page: number, index: index, best: asked.map(() => 0), sections: new Map() });
        const page = pages.get(number);
        page.best[group] = Math.max(page.best[group], score);
        page.sections.set(section, (page.sections.get(section) || 0) + score);
      }
    });
    const words = asked.flatMap((group) => group.ways.flatMap((way) => way.words)).filter((word) => Array.from(word).length > 1);
    const results = Array.from(pages.values());
    for (const result of results) {
      result.words = words;
      result.missing = asked.filter((group, at) => !group.loose && result.best[at] === 0).length;
      const top = Math.max(...result.sections.values());
      result.score = result.best.reduce((sum, score) => sum + score, 0) + 0.3 * top;
      result.sections = Array.from(result.sections).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map((one) => one[0]);
    }
    const least = results.reduce((low, result) => Math.min(low, result.missing), Infinity);
    return results.filter((result) => result.missing === least)
      .sort((a, b) => b.score - a.score || a.page - b.page);
  }

  // A section as it is shown: of its page route, title and place; its own anchor, heading and text.
  async function shown(index, section) {
    const rows = await load(index.code + '/d' + below(index.parts, section));
    const [route, title, place, first, sections] = rows[below(rows.map((row) => row[3]), section)];
    const [anchor, heading, text] = sections[section - first];
    return { route: route, title: title, place: place, anchor: anchor, heading: heading, text: text };
  }

  // --- The page ---
  const form = document.getElementById('search-form');
  if (!form) {
    window.gameplanWords = { cut: cut, terms: terms };
    return;
  }
  const input = document.getElementById('search-words');
  const list = document.getElementById('search-results');
  const status = document.getElementById('search-count');
  const more = document.getElementById('search-more');
  const choices = document.getElementById('search-facets');
  const codes = form.dataset.languages.split(' ').filter(Boolean);
  const UNSPACED_LANGUAGES = /^(ja|zh|ko)/;
  const STEP = 8;
  let turn = 0, results = [], listed = 0;

  function state() {
    const given = new URLSearchParams(location.search);
    for (const [key, value] of new URLSearchParams(location.hash.slice(1))) given.set(key, value);
    return given;
  }

  function remember(query) {
    const now = new URLSearchParams();
    if (query.trim()) now.set('q', query.trim());
    for (const select of choices.querySelectorAll('select')) if (select.value) now.set(select.name, select.value);
    const target = location.href.replace(/[?#].*$/, '') + (now.toString() ? '#' + now : '');
    try { history.replaceState(null, '', target); } catch (e) { /* Some browsers keep the address of a file. */ }
  }

  // The chosen language alone; else the site's own and those of the query's signs, then all others.
  function rounds(query) {
    const chosen = choices.querySelector('select[name=l]');
    if (chosen && chosen.value) return [[chosen.value]];
    const asian = Array.from(query).some((sign) => UNSPACED.test(sign));
    const near = codes.filter((code, at) => at === 0 || (asian && UNSPACED_LANGUAGES.test(code)));
    const rest = codes.filter((code) => !near.includes(code));
    return rest.length ? [near, rest] : [near];
  }

  async function answer(query) {
    let all = [];
    for (const round of rounds(query)) {
      const found = await Promise.all(round.map(async (code) => search(await language(code), query)));
      all = all.concat(found.flat()).sort((a, b) => a.missing - b.missing || b.score - a.score);
      if (all.some((result) => result.missing === 0)) break;
    }
    return all.filter((result) => result.missing === all[0].missing);
  }

  // Narrows by what is chosen, but for one facet, so that its own values can be counted.
  function narrowed(all, but) {
    return all.filter((result) => result.index.values.every(([name, rows]) => {
      const select = choices.querySelector('select[name="' + name.toLowerCase() + '"]');
      if (!select || !select.value || name === but) return true;
      const row = rows.find(([value]) => value === select.value);
      return row && row[1].has(result.page);
    }));
  }

  function count(all) {
    for (const select of choices.querySelectorAll('select[data-facet]')) {
      const rest = narrowed(all, select.dataset.facet), kept = select.value, values = new Map();
      for (const result of rest) {
        for (const [name, rows] of result.index.values) {
          if (name === select.dataset.facet) {
            for (const [value, pages] of rows) if (pages.has(result.page)) values.set(value, (values.get(value) || 0) + 1);
          }
        }
      }
      if (kept && !values.has(kept)) values.set(kept, 0);
      select.length = 1;
      for (const value of Array.from(values.keys()).sort()) {
        select.add(new Option(value + ' (' + values.get(value) + ')', value, false, value === kept));
      }
      select.parentElement.hidden = select.length === 1;
    }
  }

  function marked(text, words, element) {
    const signs = Array.from(text), low = signs.map((sign) => folded(sign).join(''));
    let at = 0, plain = '';
    const flush = () => { if (plain) element.append(plain); plain = ''; };
    while (at < signs.length) {
      const edge = at === 0 || UNSPACED.test(signs[at]) || !WORD.test(low[at - 1].slice(-1) || ' ');
      let end = at;
      for (const word of edge ? words : []) {
        let to = at, said = '';
        while (to < signs.length && said.length < word.length && word.startsWith(said + low[to])) said += low[to++];
        if (said === word && to > end) end = to;
      }
      if (end > at) {
        flush();
        const mark = document.createElement('mark');
        mark.textContent = signs.slice(at, end).join('');
        element.append(mark);
        at = end;
      } else plain += signs[at++];
    }
    flush();
    return element;
  }

  // Some 200 signs around the first word of the query.
  function excerpt(text, words) {
    const first = text.split(' ').findIndex((word) => words.some((asked) => folded(word).join('').includes(asked)));
    const before = text.split(' ').slice(0, Math.max(0, first)).join(' ').length;
    if (text.length < 220 || before < 120) return text.length < 220 ? text : text.slice(0, 200).replace(/ [^ ]*$/, '') + ' …';
    const from = text.indexOf(' ', before - 60) + 1;
    return '… ' + text.slice(from, from + 200).replace(/ [^ ]*$/, '') + ' …';
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function address(route, anchor) {
    return '../' + route.split('/').map(encodeURIComponent).join('/') + (anchor ? '#' + encodeURIComponent(anchor) : '');
  }

  async function item(result, asked) {
    const words = asked.concat(result.words);
    const start = result.index.starts[result.page];
    const hits = result.sections.slice(0, 3), own = hits.includes(start);
    const inside = hits.filter((section) => section !== start);
    const [page, ...rows] = await Promise.all([own ? start : hits[0]].concat(inside)
      .map((section) => shown(result.index, section)));
    const made = element('li');
    made.lang = result.index.code;
    const link = marked(page.title, words, element('a', 'hit'));
    link.href = address(page.route);
    const heading = element('h2');
    heading.append(link);
    made.append(heading);
    if (page.place) made.append(element('p', 'place', page.place));
    if (own && page.text) made.append(marked(excerpt(page.text, words), words, element('p', 'said')));
    const inner = element('ul');
    for (const part of rows) {
      const row = element('li'), to = marked(part.heading || part.title, words, element('a', 'hit'));
      to.href = address(part.route, part.anchor);
      row.append(to, marked(excerpt(part.text, words), words, element('p', 'said')));
      inner.append(row);
    }
    if (inner.children.length) made.append(inner);
    return made;
  }

  async function show(words, mine) {
    const next = narrowed(results).slice(listed, listed + STEP);
    const items = await Promise.all(next.map((result) => item(result, words)));
    if (mine !== turn) return;
    list.append(...items);
    listed += items.length;
    more.hidden = listed >= narrowed(results).length;
  }

  function highlighted(query) {
    return cut(query).flatMap((unit) => unit.parts ? unit.parts.concat(joined(unit.parts)) : [unit.run.join('')].concat(terms(unit)))
      .filter((word) => Array.from(word).length > 1 || UNSPACED.test(word));
  }

  // Whoever waits for the results, such as a screen reader, is told whether they are still on their way.
  function busy(is) { list.setAttribute('aria-busy', is); }

  async function find(query, mine) {
    if (!cut(query).length) {
      results = [];
      list.replaceChildren();
      more.hidden = true;
      choices.hidden = true;
      status.textContent = '';
      return;
    }
    const all = await answer(query);
    if (mine !== turn) return;
    results = all;
    choices.hidden = false;
    count(all);
    const kept = narrowed(all).length;
    const missing = all.length && all[0].missing;
    status.textContent = (kept === 0 ? 'No page holds ' : (kept === 1 ? '1 page' : kept + ' pages') + (missing ? ' with some of ' : ' for ')) + '“' + query.trim() + '”';
    list.replaceChildren();
    listed = 0;
    await show(highlighted(query), mine);
  }

  async function run(remembers) {
    const query = input.value, mine = ++turn;
    busy(true);
    if (remembers) remember(query);
    try {
      await find(query, mine);
    } catch (fault) {
      if (mine === turn) status.textContent = 'The search index could not be loaded (' + fault.message + ').';
    }
    if (mine === turn) busy(false);
  }

  // --- Keys: / to the field, arrows through the results, Enter opens, Escape comes back ---
  function links() { return Array.from(list.querySelectorAll('a.hit')); }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = links(), at = all.indexOf(document.activeElement);
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === '/' && !typing) { event.preventDefault(); input.focus(); input.select(); }
    else if (event.key === 'Escape' && at >= 0) input.focus();
    else if (event.key === 'ArrowDown' && (at >= 0 || document.activeElement === input)) {
      if (all[at + 1]) { event.preventDefault(); all[at + 1].focus(); }
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (all[at - 1] || input).focus();
    }
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await run(true);
    const [first] = links();
    if (first) first.focus();
  });
  let pause;
  input.addEventListener('input', () => { busy(true); clearTimeout(pause); pause = setTimeout(() => run(true), 120); });
  choices.addEventListener('change', () => run(true));
  more.addEventListener('click', async () => {
    const before = links().length;
    await show(highlighted(input.value), turn);
    const next = links()[before];
    if (next) next.focus();
  });

  function start() {
    const given = state();
    input.value = given.get('q') || '';
    for (const select of choices.querySelectorAll('select')) {
      const value = given.get(select.name);
      if (value && select.dataset.facet) select.add(new Option(value, value, false, true));
      else select.value = value && codes.includes(value) ? value : '';
    }
    run(false);
  }
  window.addEventListener('hashchange', start);
  start();
})();
