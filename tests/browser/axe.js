// Runs axe-core over the page, as it is first and with everything opened that can be.
addEventListener('load', function () {
  var tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(function (found) {
    var lines = [];
    found.violations.forEach(function (v) {
      v.nodes.slice(0, 4).forEach(function (n) {
        var why = n.any.concat(n.all, n.none).map(function (c) { return c.message; }).join(' ');
        lines.push(v.id + ' at ' + n.target.join(' ') + ': ' + why + ' ' + n.html.slice(0, 120));
      });
    });
    lines.push('done');
    parent.postMessage(lines, '*');
  }, function (error) { parent.postMessage([String(error)], '*'); });
});
