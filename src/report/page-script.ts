/**
 * The page's frame: data, words, the overview, routes and keys, as plain browser JavaScript. Everything from features
 * and manifests is put in as text, never as markup; the one exception is the picture, which escapes what it shows.
 */
export const PAGE_SCRIPT = String.raw`
var data = JSON.parse(document.getElementById('data').textContent);
var app = document.getElementById('app');
var STATUSES = ['passed', 'failed', 'undefined', 'skipped'];
var GLYPHS = { passed: '✓', failed: '✕', undefined: '?', skipped: '–' };
var all = [];
data.features.forEach(function (feature) {
  feature.scenarios.forEach(function (scenario) { scenario.feature = feature; all.push(scenario); });
});
var filter = 'all';
var query = '';
/** The row that j and k have reached. */
var cursor = null;
/** The scenario on show, with the handles that keys need. */
var view = null;

function el(name, attributes) {
  var element = document.createElement(name);
  Object.keys(attributes || {}).forEach(function (key) {
    var value = attributes[key];
    if (value === undefined || value === null || value === false) return;
    if (key === 'text') element.textContent = value;
    else if (key === 'click') element.addEventListener('click', value);
    else element.setAttribute(key, value === true ? '' : value);
  });
  for (var i = 2; i < arguments.length; i++) if (arguments[i]) element.append(arguments[i]);
  return element;
}
/** Puts numbers into a phrase: {n}, or {n|scenario|scenarios} for the number and the word that goes with it. */
function say(text, n, m) {
  return text.replace(/\{([nm])(?:\|(.*?)\|(.*?))?\}/g, function (_, which, one, many) {
    var number = which === 'n' ? n : m;
    return one === undefined ? number : number + ' ' + (number === 1 ? one : many);
  });
}
function wordsOf(scenario) { return data.words[scenario.feature.language] || data.words.en; }
function glyph(status, words) {
  return el('span', { class: 'glyph ' + status, role: 'img', 'aria-label': words[status], title: words[status],
    text: GLYPHS[status] });
}
function time(ms) {
  if (ms < 10000) return Math.round(ms / 100) / 10 + 's';
  var s = Math.round(ms / 1000);
  if (s < 60) return s + 's';
  var m = Math.floor(s / 60);
  if (m < 60) return m + 'm' + (s % 60 ? s % 60 + 's' : '');
  return Math.floor(m / 60) + 'h' + (m % 60 ? m % 60 + 'm' : '');
}
/** How long it took; nothing, when that is too short to matter. */
function lasted(scenario) {
  return scenario.record && scenario.record.end >= 50 ? time(scenario.record.end) : '';
}
function firstLine(text) { return (text || '').trim().split('\n')[0]; }
function hashOf(scenario, step) {
  return '#/' + encodeURI(scenario.id).replace(/#/g, '%23') + (step === undefined ? '' : '@' + (step + 1));
}
function brand() {
  var link = el('a', { class: 'brand', href: '#/' });
  // a fixed drawing, no data in it
  link.innerHTML = '<svg width="22" height="18" viewBox="0 0 22 18" fill="none" stroke="currentColor" ' +
    'stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M1 5c3.3-5 6.7-5 10 0s6.7 5 10 0"/>' +
    '<path d="M1 12c3.3-5 6.7-5 10 0s6.7 5 10 0" opacity=".45"/></svg>';
  link.append('wavetank');
  return link;
}
function matches(scenario) {
  if (filter !== 'all' && scenario.status !== filter) return false;
  var text = [scenario.name, scenario.feature.name, scenario.id, scenario.rule || '', scenario.message || '']
    .concat(scenario.steps.map(function (step) { return step.text + ' ' + (step.message || ''); }))
    .join(' ').toLowerCase();
  return query.toLowerCase().split(/\s+/).every(function (word) {
    if (word[0] !== '@') return text.indexOf(word) >= 0;
    return scenario.tags.some(function (tag) { return tag.toLowerCase().indexOf(word) === 0; });
  });
}
function whyNot(scenario) {
  var failed = scenario.steps.find(function (step) { return step.message; });
  if (scenario.status === 'undefined') {
    var unknown = scenario.steps.find(function (step) { return step.status === 'undefined'; });
    return unknown ? unknown.keyword + ' ' + unknown.text : '';
  }
  return scenario.status === 'failed' ? firstLine((failed || scenario).message) : '';
}
function scenarioRow(scenario) {
  var words = wordsOf(scenario);
  var name = el('span', { class: 'name', text: scenario.name });
  scenario.tags.forEach(function (tag) { name.append(el('span', { class: 'tag', text: tag })); });
  var why = whyNot(scenario);
  var link = el('a', { class: 'row ' + scenario.status, href: hashOf(scenario) }, glyph(scenario.status, words), name,
    el('span', { class: 'num', text: lasted(scenario) }),
    why && el('span', { class: 'why', text: why }));
  return el('li', { lang: scenario.feature.language }, link);
}
function fill(list, words) {
  list.textContent = '';
  data.features.forEach(function (feature) {
    var shown = feature.scenarios.filter(matches);
    if (!shown.length) return;
    var rows = el('ul', { class: 'list' });
    var rule;
    shown.forEach(function (scenario) {
      if (scenario.rule !== rule) rows.append(el('li', { class: 'hint', text: scenario.rule || '' }));
      rule = scenario.rule;
      rows.append(scenarioRow(scenario));
    });
    list.append(el('section', { class: 'feature' },
      el('div', { lang: feature.language }, el('h2', { text: feature.name }),
        feature.description && el('p', { class: 'hint', text: feature.description.replace(/[ \t]+/g, ' ') }),
        el('code', { text: feature.uri })), rows));
  });
  if (!list.firstChild) list.append(el('p', { class: 'feature hint', text: words.nothingFound }));
}
function overview() {
  var words = data.words[data.language];
  var bad = all.length - data.counts.passed;
  var list = el('div');
  var bar = el('div', { class: 'bar', 'aria-hidden': 'true' });
  var chips = el('div', { class: 'chips', role: 'group' });
  ['all'].concat(STATUSES).forEach(function (status) {
    var count = status === 'all' ? all.length : data.counts[status];
    if (!count) return;
    if (status !== 'all') {
      var part = el('i', { class: status });
      part.style.flexGrow = count;
      bar.append(part);
    }
    chips.append(el('button', { class: 'chip', type: 'button', 'aria-pressed': String(filter === status),
      'data-filter': status, text: words[status] + ' ' + count, click: function () {
        filter = status;
        Array.prototype.forEach.call(chips.children, function (chip) {
          chip.setAttribute('aria-pressed', String(chip.getAttribute('data-filter') === filter));
        });
        fill(list, words);
      } }));
  });
  var input = el('input', { type: 'search', placeholder: words.search, 'aria-label': words.search });
  input.value = query;
  input.addEventListener('input', function () { query = input.value.trim(); fill(list, words); });
  fill(list, words);
  var title = all.length === 1 ? words[bad ? 'oneFailed' : 'onePassed']
    : bad ? say(words.someFailed, bad, all.length) : say(words.allPassed, all.length);
  document.title = title + ' · wavetank';
  return el('main', { lang: data.language }, el('div', { class: 'top' }, brand()), el('h1', { text: title }),
    el('p', { class: 'dim', text: say(words.inFeatures, all.length, data.features.length) }), bar,
    el('div', { class: 'tools' }, input, chips), list,
    el('footer', {}, el('span', { class: 'keys', text: words.keys })));
}
/** The scenario that an address names: the one at the line, else the last one above it. */
function scenarioAt(id) {
  var exact = all.find(function (one) { return one.id === id; });
  var parts = /^(.*):(\d+)$/.exec(id);
  if (exact || !parts) return exact;
  return all.filter(function (one) { return one.uri === parts[1] && one.line < Number(parts[2]); }).pop();
}
function route() {
  var hash = location.hash;
  try { hash = decodeURIComponent(hash); } catch (error) { /* a lone % stands for itself */ }
  var parts = /^#\/(.*?)(?:@(\d+))?$/.exec(hash) || [];
  var scenario = parts[1] && scenarioAt(parts[1]);
  return scenario && { scenario: scenario, step: parts[2] === undefined ? undefined : parts[2] - 1 };
}
function render() {
  var where = route();
  app.textContent = '';
  cursor = null;
  view = where ? scenarioView(where.scenario, where.step) : null;
  app.append(view ? view.main : overview());
  scrollTo(0, 0);
}
function moveRow(by) {
  var rows = Array.prototype.slice.call(app.querySelectorAll('a.row'));
  if (!rows.length) return;
  var at = rows.indexOf(cursor);
  if (cursor) cursor.classList.remove('here');
  cursor = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  cursor.classList.add('here');
  cursor.focus();
  cursor.scrollIntoView({ block: 'nearest' });
}
function onKey(event) {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.target.tagName === 'INPUT') {
    if (event.key === 'Escape' || event.key === 'Enter') event.target.blur();
    return;
  }
  var by = { j: 1, k: -1 }[event.key];
  if (event.key === '/') {
    event.preventDefault();
    if (view) { location.hash = '#/'; render(); }
    app.querySelector('input').focus();
  } else if (by && view) view.step(by);
  else if (by) moveRow(by);
  else if (view && event.key === 'Escape') location.hash = '#/';
  else if (view && event.key === 'n' && view.next) location.hash = hashOf(view.next);
  else if (view && event.key === 'p' && view.previous) location.hash = hashOf(view.previous);
}
addEventListener('hashchange', render);
addEventListener('keydown', onKey);
render();
`;
