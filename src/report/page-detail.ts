/** What the page shows of a scenario's objects, Pods, Events and decisions, as plain browser JavaScript; it uses grid of page-scenario.ts. */
export const DETAIL_SCRIPT = String.raw`
/** The objects as of a step's end: the last row of each, and the row it had before the step. */
function objectsAt(record, step) {
  var state = new Map();
  record.changes.forEach(function (change) {
    if (change.step > step) return;
    var key = change.kind + '\n' + change.name;
    var known = state.get(key);
    if (change.step < step) {
      if (change.type === 'DELETED') state.delete(key);
      else state.set(key, { now: change, before: change, isNew: false });
    } else state.set(key, { now: change, before: known && known.before, isNew: true });
  });
  return Array.from(state.values()).filter(function (entry) {
    return entry.now.type !== 'DELETED' || entry.before;
  });
}
function objectRow(entry) {
  return [{ text: entry.now.name, class: 'fix' }].concat(entry.now.row.map(function (cell, index) {
    var old = entry.before && entry.before.row[index];
    var isChanged = entry.isNew && entry.now.type !== 'DELETED' && old !== cell;
    if (!isChanged) return cell;
    return { class: 'ch', node: old ? el('s', { text: old }) : '', text: cell };
  }));
}
function fillObjects(box, record, step, words) {
  box.textContent = '';
  box.append(el('h2', { text: say(words.objects, step + 1) }));
  var entries = objectsAt(record, step);
  if (!entries.length) box.append(el('p', { class: 'hint', text: words.objectsNone }));
  var kinds = Array.from(new Set(entries.map(function (entry) { return entry.now.kind; }))).sort();
  kinds.forEach(function (kind) {
    var rows = entries.filter(function (entry) { return entry.now.kind === kind; }).sort(function (a, b) {
      return a.now.name < b.now.name ? -1 : 1;
    });
    box.append(el('h3', { text: kind }), grid([words.name].concat(rows[0].now.columns), rows.map(objectRow),
      function (index) {
        var entry = rows[index];
        return entry.now.type === 'DELETED' ? 'gone' : entry.isNew ? 'new' : undefined;
      }));
  });
}
function podCard(record, key, words, close) {
  var card = el('dl', { class: 'card' });
  record.pods.filter(function (pod) { return pod.namespace + '/' + pod.name === key; }).forEach(function (pod) {
    var owner = pod.owner ? pod.owner + ', ' + say(words.revision, pod.revision) : words.alone;
    var life = pod.spans.map(function (span) {
      return time(span.from) + ' ' + (words[span.state === 'failed' ? 'failedPod' : span.state] || span.state);
    }).join(' → ');
    [[words.pod, key], [words.owner, owner], [words.image, pod.image], [words.node, pod.node || words.nodeNone],
      [words.life, life]].forEach(function (pair) {
      card.append(el('dt', { text: pair[0] }), el('dd', { text: pair[1] }));
    });
  });
  card.append(el('button', { class: 'close', type: 'button', text: words.close, click: close }));
  return card;
}
var ROWS = 40;
/** A long table: the first rows, and the others when asked for. */
function longGrid(heads, rows, classOf, words) {
  var box = el('div', {}, grid(heads, rows.slice(0, ROWS), classOf));
  if (rows.length > ROWS + 5) {
    box.append(el('button', { class: 'more', type: 'button', text: say(words.showMore, rows.length - ROWS),
      click: function () { box.textContent = ''; box.append(grid(heads, rows, classOf)); } }));
  } else if (rows.length > ROWS) return grid(heads, rows, classOf);
  return box;
}
function fillEvents(box, record, state, words, set) {
  box.textContent = '';
  var mark = record.steps[state.step];
  var shown = record.events.filter(function (event) {
    if (state.pod && event.object !== 'Pod/' + state.pod.slice(state.pod.indexOf('/') + 1)) return false;
    if (state.events === 'warnings') return event.type === 'Warning';
    return state.events !== 'step' || !mark || (event.at >= mark.from && event.at <= mark.to);
  });
  var chips = el('div', { class: 'chips' });
  [['all', words.all], ['warnings', words.warnings], ['step', say(words.thisStep, state.step + 1)]]
    .forEach(function (choice) {
      chips.append(el('button', { class: 'chip', type: 'button', text: choice[1],
        'aria-pressed': String(state.events === choice[0]), click: function () { set(choice[0]); } }));
    });
  box.append(el('h2', { text: words.events + (state.pod ? ' · ' + state.pod : '') }), chips);
  if (!shown.length) box.append(el('p', { class: 'hint', text: words.eventsNone }));
  else box.append(longGrid([words.at, words.reason, words.object, words.message], shown.map(function (event) {
    return [{ text: time(event.at), class: 'fix' },
      { text: event.reason + (event.count > 1 ? ' ×' + event.count : ''), class: 'fix kind' },
      { text: event.object, class: 'fix' }, { text: event.message, class: 'wide' }];
  }), function (index) { return shown[index].type === 'Warning' ? 'warn' : undefined; }, words));
}
function verdictOf(weighed, decision, words) {
  if (weighed.plugin) return (weighed.reasons || []).join(', ') || '—';
  var score = weighed.total === undefined ? '' : say(words.score, weighed.total);
  if (weighed.node !== decision.node) return score;
  return el('span', { class: 'chosen', text: words.chosen + (score && ', ' + score) });
}
function decisionGrid(decision, words) {
  var detail = decision.detail.slice().sort(function (a, b) {
    return (b.node === decision.node) - (a.node === decision.node) || (b.total || 0) - (a.total || 0);
  });
  var box = el('div', {}, grid([words.node, words.verdict, ''], detail.map(function (weighed) {
    var scores = Object.keys(weighed.scores || {}).map(function (name) {
      return name + ' ' + Math.round(weighed.scores[name]);
    });
    return [{ text: weighed.node, class: 'fix' }, { class: 'verdict', node: verdictOf(weighed, decision, words) },
      { text: weighed.plugin || scores.join(' + '), class: 'dim' }];
  })));
  var rest = decision.nodes - decision.detail.length;
  if (rest > 0) box.append(el('p', { class: 'hint', text: say(words.moreNodes, rest) }));
  return box;
}
function fillDecisions(box, record, state, words) {
  box.textContent = '';
  var pods = new Map();
  record.decisions.forEach(function (decision) {
    if (state.pod && decision.pod !== state.pod) return;
    pods.set(decision.pod, (pods.get(decision.pod) || []).concat(decision));
  });
  if (!pods.size) return;
  box.append(el('h2', { text: words.decisions }), el('p', { class: 'hint', text: words.decisionsHint }));
  pods.forEach(function (attempts, pod) {
    var last = attempts[attempts.length - 1];
    var inner = el('div');
    var details = el('details', { class: 'pods', open: pods.size < 2 },
      el('summary', {}, pod + ' → ', last.node ? el('span', { class: 'chosen', text: last.node })
        : el('span', { class: 'dim', text: words.noNode })), inner);
    // hundreds of tables are made when they are looked at
    function open() {
      if (!details.open || inner.firstChild) return;
      attempts.forEach(function (decision, index) {
        var many = attempts.length > 1 ? words.attempt + ' ' + (index + 1) + ' · ' : '';
        inner.append(el('p', { class: 'attempt', text: many + time(decision.at) }), decisionGrid(decision, words));
      });
    }
    details.addEventListener('toggle', open);
    open();
    box.append(details);
  });
}
`;
