// Walks through what the site's script adds and tells what does not work.
(function () {
  var faults = [];
  var narrow = matchMedia('(max-width: 56rem)').matches;
  function one(selector) { return document.querySelector(selector); }
  function need(truth, name) { if (!truth) faults.push(name); }
  // Goes on once something is so, or after a while without it.
  function once(truth, f) {
    var tries = 0;
    return new Promise(function (done) {
      (function look() {
        if (!truth() && (tries += 1) < 100) return setTimeout(look, 100);
        f();
        done();
      })();
    });
  }

  need(document.documentElement.scrollWidth <= innerWidth, 'the page is wider than its window: ' + document.documentElement.scrollWidth);

  var theme = one('.theme');
  need(theme, 'no switch for colours');
  theme.click();
  need(document.documentElement.dataset.theme === 'light', 'the first click is light');
  theme.click();
  need(getComputedStyle(document.body).backgroundColor === 'rgb(20, 25, 31)', 'the second click is dark: ' + getComputedStyle(document.body).backgroundColor);
  theme.click();
  need(!('theme' in document.documentElement.dataset), 'the third click is the system');

  var side = document.getElementById('pageSide');
  if (narrow) {
    need(getComputedStyle(side).display === 'none', 'the drawer is open at first');
    one('.to-contents').click();
    need(getComputedStyle(side).display === 'block', 'the drawer does not open');
    need(side.contains(document.activeElement), 'the drawer does not take the focus');
  }
  var current = side.querySelector('[aria-current="page"]');
  need(current && current.offsetParent, 'the way to the page is not shown');

  var closed = side.querySelector('.fold[aria-expanded="false"]');
  if (closed) closed.click();
  function opened() { return !closed || closed.getAttribute('aria-expanded') === 'true'; }
  once(opened, function () {
    if (closed) {
      need(closed.getAttribute('aria-expanded') === 'true', 'a closed entry does not open');
      need(closed.parentElement.querySelectorAll('ul a').length > 0, 'an opened entry holds nothing');
    }
    var field = side.querySelector('.filter');
    field.value = 'KNOT';
    field.dispatchEvent(new Event('input'));
  }).then(function () {
    return once(function () { return side.querySelector('.found a'); }, function () {
      var found = side.querySelectorAll('.found a');
      need(found.length === 1 && /knots%20and%20bends\.html$/.test(found[0].href), 'the filter finds ' + found.length);
      if (narrow) {
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        need(getComputedStyle(side).display === 'none', 'Escape does not close the drawer');
      }
      need(document.querySelectorAll('.prose h2 .anchor').length > 0 || !one('.prose h2'), 'headings have no link to copy');
      var filters = one('.filters select');
      if (one('tr[data-need]')) {
        need(filters, 'the tasks have no filter');
        filters.value = 'FastTrack Engineer';
        filters.dispatchEvent(new Event('change'));
        var rows = Array.prototype.slice.call(document.querySelectorAll('tr[data-need]'));
        need(rows.filter(function (r) { return r.offsetParent; }).length === 1, 'the filter leaves more than one row');
        need(/1 of 2/.test(one('.filters output').textContent), 'the filter does not count');
      }
      var zoom = one('a.zoom');
      if (zoom) {
        zoom.click();
        need(one('dialog.lightbox') && one('dialog.lightbox').open, 'the image does not open');
        one('dialog.lightbox button').click();
        need(!one('dialog.lightbox').open, 'the image does not close');
      }
    });
  }).then(function () { tell(faults); }, function (error) { tell([String(error)]); });
})();
