/** What the page shows of one scenario, as plain browser JavaScript; page-script.ts has the functions it uses. */
export const SCENARIO_SCRIPT = String.raw`
/** A table; a cell is text, an element, or an object with text and class. */
function grid(heads, rows, classOf) {
  var table = el('table');
  if (heads) {
    var top = el('tr');
    heads.forEach(function (head) { top.append(el('th', { scope: 'col', text: head })); });
    table.append(el('thead', {}, top));
  }
  var body = el('tbody');
  rows.forEach(function (cells, index) {
    var row = el('tr', { class: classOf && classOf(index) });
    cells.forEach(function (cell) {
      if (cell instanceof Node) row.append(el('td', {}, cell));
      else if (typeof cell === 'object') row.append(el('td', { class: cell.class }, cell.node, String(cell.text || '')));
      else row.append(el('td', { text: cell }));
    });
    body.append(row);
  });
  table.append(body);
  return el('div', { class: 'scroll' }, table);
}
/** A step's text with its quoted parts set off. */
function sentence(step) {
  var line = el('span', {}, el('span', { class: 'kw', text: step.keyword + ' ' }));
  step.text.split(/("(?:[^"\\]|\\.)*"|\u0060[^\u0060]*\u0060)/).forEach(function (part, index) {
    line.append(index % 2 ? el('span', { class: 'lit', text: part }) : part);
  });
  return line;
}
/** One line of a reason: what leads it, a difference, a place in the code. */
function lineParts(text, isDiff) {
  if (isDiff) {
    var sign = /^\s*([+-])(.*)/.exec(text);
    if (!sign) return [text];
    if (/ - actual\s*$/.test(text)) {
      return [el('span', { class: 'add', text: '+ expected ' }), el('span', { class: 'del', text: '- actual' }), '\n'];
    }
    return [el('span', { class: sign[1] === '+' ? 'add' : 'del', text: text })];
  }
  if (/^\s*at \S.*:\d+/.test(text)) return [el('span', { class: 'dim', text: text })];
  var lead = /^(because|why)(?=\W|$)/.exec(text);
  if (lead) return [el('span', { class: 'lead', text: lead[0] }), text.slice(lead[0].length)];
  return /^\S.*:\n$/.test(text) ? [el('b', { text: text })] : [text];
}
/** Why a step failed: the claim first, then the reasons, as they were set. */
function failure(message) {
  var lines = message.trim().split('\n');
  var box = el('div', { class: 'failure' }, el('b', { text: lines[0] }));
  if (lines.length < 2) return box;
  var rest = lines.slice(1);
  var indent = Math.min.apply(null, rest.filter(function (line) { return line.trim(); }).map(function (line) {
    return /^ */.exec(line)[0].length;
  }).concat(40));
  var pre = el('pre');
  var isDiff = false;
  rest.forEach(function (line, index) {
    var text = line.slice(indent) + (index < rest.length - 1 ? '\n' : '');
    if (/^\s*\+ expected - actual\s*$/.test(line)) isDiff = true;
    else if (/^\s+at /.test(line)) isDiff = false;
    pre.append.apply(pre, lineParts(text, isDiff));
  });
  box.append(pre);
  return box;
}
function docString(text, words) {
  var count = text.split('\n').length;
  if (count <= 10) return el('pre', { text: text });
  return el('details', {}, el('summary', { text: say(words.lines, count) }), el('pre', { text: text }));
}
function stepItem(step, index, mark, words) {
  var when = mark ? time(mark.from) + (mark.to - mark.from >= 50 ? ' + ' + time(mark.to - mark.from) : '') : '';
  var item = el('li', { class: step.status, 'data-step': index },
    el('button', { class: 'no', type: 'button', 'aria-label': words.step + ' ' + (index + 1), text: index + 1 }),
    glyph(step.status, words),
    el('div', { class: 'line' }, sentence(step), el('span', { class: 'num', text: when })));
  if (step.docString !== undefined) item.append(docString(step.docString, words));
  if (step.table) item.append(grid(null, step.table));
  if (step.message) item.append(el('p', { class: 'first', text: firstLine(step.message) }));
  return item;
}
/** What went wrong, above all else; a way to the step. */
function alertOf(scenario, words, choose) {
  if (scenario.status !== 'failed' && scenario.status !== 'undefined') return null;
  var at = scenario.steps.findIndex(function (step) { return step.status === scenario.status; });
  if (at < 0) {
    return scenario.message
      ? el('section', { class: 'alert' }, el('span', { class: 'head', text: words.scenarioFailed }),
        failure(scenario.message))
      : null;
  }
  var head = say(scenario.status === 'failed' ? words.failedAt : words.undefinedAt, at + 1);
  var step = scenario.steps[at];
  return el('section', { class: 'alert ' + scenario.status },
    el('button', { class: 'head', type: 'button', text: head, click: function () {
      choose(at);
      document.querySelector('.steps .on').scrollIntoView({ block: 'center' });
    } }), step.message ? failure(step.message) : el('b', { text: step.keyword + ' ' + step.text }));
}
function heading(scenario, words) {
  var facts = el('div', { class: 'facts' }, el('b', { class: scenario.status,
    text: GLYPHS[scenario.status] + ' ' + words[scenario.status] }));
  if (lasted(scenario)) facts.append(el('span', { text: say(words.took, time(scenario.record.end)) }));
  scenario.tags.forEach(function (tag) { facts.append(el('span', { text: tag })); });
  (scenario.examples || []).forEach(function (pair) {
    facts.append(el('span', {}, pair[0] + ' ', el('span', { class: 'lit', text: pair[1] })));
  });
  facts.append(el('code', { text: scenario.id }));
  var crumb = scenario.feature.name + (scenario.rule ? ' · ' + words.rule + ': ' + scenario.rule : '');
  return el('header', {}, el('p', { class: 'dim', text: crumb }), el('h1', { text: scenario.name }), facts);
}
function navigation(view, words) {
  var top = el('div', { class: 'top' }, brand(), el('a', { href: '#/', text: '← ' + words.back }));
  [['previous', view.previous], ['next', view.next]].forEach(function (way, index) {
    if (way[1]) top.append(el('a', { class: index ? '' : 'push', href: hashOf(way[1]), text: words[way[0]] }));
  });
  return top;
}
function smallPrint(scenario, words) {
  var record = scenario.record;
  var footer = el('footer', {}, el('span', { class: 'keys', text: words.keysScenario }));
  if (record) footer.append(el('span', { text: say(words.seed, record.seed) }),
    el('span', {}, words.digest + ' ', el('code', { text: record.digest })));
  return footer;
}
function pictureOf(scenario, words) {
  var picture = el('div', { class: 'picture', tabindex: '0', role: 'region', 'aria-label': words.picture });
  picture.innerHTML = scenario.picture;
  picture.querySelectorAll('g.pod').forEach(function (bar) {
    bar.setAttribute('tabindex', '0');
    bar.setAttribute('role', 'button');
  });
  picture.querySelectorAll('.mark').forEach(function (mark) {
    var step = scenario.steps[mark.getAttribute('data-step')];
    if (step && step.status === 'failed') mark.classList.add('bad');
  });
  return picture;
}
/** The whole view, and what the keys do in it. */
function scenarioView(scenario, wanted) {
  var words = wordsOf(scenario);
  var record = scenario.record;
  var index = all.indexOf(scenario);
  var failed = scenario.steps.findIndex(function (step) { return step.status === 'failed'; });
  var ran = record && record.steps.length ? record.steps.length - 1 : scenario.steps.length - 1;
  var state = { step: wanted !== undefined && scenario.steps[wanted] ? wanted : failed >= 0 ? failed : ran,
    pod: null, events: 'all' };
  var view = { previous: all[index - 1], next: all[index + 1] };
  var steps = el('ol', { class: 'steps' });
  var picture = record ? pictureOf(scenario, words) : null;
  var card = el('div'), objects = el('div', { class: 'after kinds' }), events = el('div', { class: 'log' }), decisions = el('div');
  function showStep() {
    Array.prototype.forEach.call(steps.children, function (item, i) { item.classList.toggle('on', i === state.step); });
    if (!record) return;
    picture.querySelectorAll('.mark, .during').forEach(function (mark) {
      mark.classList.toggle('on', Number(mark.getAttribute('data-step')) === state.step);
    });
    fillObjects(objects, record, state.step, words);
    showEvents();
  }
  function showEvents() {
    fillEvents(events, record, state, words, function (which) { state.events = which; showEvents(); });
  }
  function choose(step) {
    state.step = Math.min(Math.max(step, 0), scenario.steps.length - 1);
    history.replaceState(null, '', hashOf(scenario, state.step));
    showStep();
  }
  function pick(pod) {
    state.pod = pod;
    picture.firstElementChild.classList.toggle('picked', Boolean(pod));
    picture.querySelectorAll('.pod').forEach(function (bar) {
      bar.classList.toggle('on', bar.getAttribute('data-pod') === pod);
    });
    card.textContent = '';
    if (pod) card.append(podCard(record, pod, words, function () { pick(null); }));
    showEvents();
    fillDecisions(decisions, record, state, words);
  }
  scenario.steps.forEach(function (step, i) {
    var item = stepItem(step, i, record && record.steps[i], words);
    item.addEventListener('click', function (event) {
      if (!event.target.closest('details') && !String(getSelection())) choose(i);
    });
    steps.append(item);
  });
  view.step = function (by) {
    choose(state.step + by);
    steps.children[state.step].scrollIntoView({ block: 'nearest' });
  };
  var main = view.main = el('main', { lang: scenario.feature.language }, navigation(view, words),
    heading(scenario, words), alertOf(scenario, words, choose));
  if (record && record.brokenLaws.length) {
    var laws = el('ul', { class: 'laws' });
    record.brokenLaws.forEach(function (law) { laws.append(el('li', { text: law })); });
    main.append(el('h2', { text: words.laws }), laws);
  }
  if (record && (record.pods.length || record.faults.length)) {
    main.append(el('h2', { text: words.picture }), el('p', { class: 'hint', text: words.pictureHint }), picture, card);
    picture.addEventListener('click', function (event) {
      var bar = event.target.closest('.pod'), mark = event.target.closest('.mark');
      if (bar) pick(bar.getAttribute('data-pod') === state.pod ? null : bar.getAttribute('data-pod'));
      else if (mark) choose(Number(mark.getAttribute('data-step')));
    });
  }
  if (picture) picture.addEventListener('keydown', function (event) {
    var bar = event.target.closest('.pod');
    if (!bar || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    pick(bar.getAttribute('data-pod') === state.pod ? null : bar.getAttribute('data-pod'));
  });
  main.append(el('div', { class: record ? 'split' : '' },
    el('div', {}, el('h2', { text: words.steps }), steps), record && objects));
  if (record) {
    main.append(decisions, events);
    fillDecisions(decisions, record, state, words);
    if (record.ignored.length) {
      main.append(el('h2', { text: words.ignored }), el('p', { class: 'hint', text: words.ignoredHint }),
        grid([words.object, words.field, words.why], record.ignored.map(function (field) {
          return [field.object, field.path, { text: field.why, class: 'wide' }];
        })));
    }
  }
  main.append(smallPrint(scenario, words));
  showStep();
  document.title = scenario.name + ' · wavetank';
  return view;
}
`;
