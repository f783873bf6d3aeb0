// Writes down what the frames tell, each line behind the name of its frame.
addEventListener('message', function (event) {
  var frame = Array.prototype.slice.call(document.querySelectorAll('iframe')).filter(function (f) { return f.contentWindow === event.source; })[0];
  if (!frame || !Array.isArray(event.data)) return;
  event.data.forEach(function (line) {
    document.querySelector('pre').append('\n' + frame.title + '\t' + String(line).replace(/\s+/g, ' ') + '\n');
  });
});
