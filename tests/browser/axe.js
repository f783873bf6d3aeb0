// Runs axe-core over the page, as it is first and with everything opened that can be.
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
async function look(when) {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  return found.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => {
    const why = n.any.concat(n.all, n.none).map((c) => c.message).join(' ');
    return `${when}: ${v.id} at ${n.target.join(' ')}: ${why} ${n.html.slice(0, 120)}`;
  }));
}
async function all() {
  // Results of a search come when its index is there.
  for (let turn = 0; turn < 600 && document.querySelector('[aria-busy=true]'); turn++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  // Paper is no narrower than A4 between its margins.
  const wide = document.documentElement.scrollWidth;
  const shown = !matchMedia('print').matches || innerWidth >= 680;
  const said = shown && wide > innerWidth ? [`${wide} pixels wide`] : [];
  said.push(...await look('as it is'));
  const closed = Array.from(document.querySelectorAll('details:not([open])'));
  for (const box of closed) box.open = true;
  return closed.length ? said.concat(await look('opened')) : said;
}
all().then(tell, (fault) => tell([String(fault)]));
