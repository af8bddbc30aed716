/**
 * What the page does, as plain browser JavaScript. Everything from features and manifests is put in as text,
 * never as markup; the one exception is the timeline's SVG, which escapes what it shows.
 */
export const PAGE_SCRIPT = String.raw`(function(){
'use strict';
var model=JSON.parse(document.getElementById('data').textContent),app=document.getElementById('app');
var WORDS={en:{search:'Search names, @tags, steps   ( / )',all:'all',passed:'passed',failed:'failed',undefined:'undefined',skipped:'skipped',timeline:'The cluster over time',events:'Events',decisions:'Why here',objects:'Objects after step',ignored:'These fields have no effect here',laws:'Broken laws',pick:'Choose a scenario.',none:'Nothing of that kind happened.',showAll:'show all',step:'Step',fits:'chosen',seed:'seed',trace:'trace'},
ko:{search:'이름, @태그, 단계 검색   ( / )',all:'전체',passed:'통과',failed:'실패',undefined:'미정의',skipped:'건너뜀',timeline:'시간에 따른 클러스터',events:'이벤트',decisions:'왜 이 노드인가',objects:'단계 이후의 오브젝트',ignored:'여기서는 효과가 없는 필드',laws:'깨진 법칙',pick:'시나리오를 고르세요.',none:'그런 일은 없었습니다.',showAll:'모두 보기',step:'단계',fits:'선택됨',seed:'시드',trace:'트레이스'}};
var all=[];model.features.forEach(function(f){f.scenarios.forEach(function(s){s.feature=f;all.push(s)})});
var filter='all',query='',list;
function el(name,attributes){var e=document.createElement(name);for(var k in attributes||{}){var v=attributes[k];if(v===undefined||v===null||v===false)continue;if(k==='on')for(var t in v)e.addEventListener(t,v[t]);else if(k==='text')e.textContent=v;else e.setAttribute(k,v===true?'':v)}for(var i=2;i<arguments.length;i++){var c=arguments[i];if(c)e.append(c)}return e}
function time(ms){if(ms<10000)return Math.round(ms/100)/10+'s';var s=Math.round(ms/1000);if(s<60)return s+'s';var m=Math.floor(s/60);s%=60;if(m<60)return m+'m'+(s?s+'s':'');var h=Math.floor(m/60);m%=60;return h+'h'+(m?m+'m':'')}
function counts(){var c={passed:0,failed:0,undefined:0,skipped:0};all.forEach(function(s){c[s.status]++});return c}
function matches(s){if(filter!=='all'&&s.status!==filter)return false;if(!query)return true;var q=query.toLowerCase();if(q[0]==='@')return s.tags.some(function(t){return t.toLowerCase().indexOf(q)===0});return (s.name+' '+s.feature.name+' '+s.id+' '+s.steps.map(function(x){return x.text}).join(' ')).toLowerCase().indexOf(q)>=0}
function current(){var id=decodeURIComponent(location.hash.replace(/^#\//,''));return all.find(function(s){return s.id===id})}
function go(s){location.hash='#/'+encodeURI(s.id)}
function sidebar(){var c=counts(),w=WORDS.en,aside=el('aside',{class:current()?'away':''});
aside.append(el('h1',{},el('a',{href:'#/',text:'wavetank'})),el('div',{class:'dim small',text:all.length+' scenarios in '+model.features.length+' features'}));
var bar=el('div',{class:'bar',role:'img','aria-label':c.passed+' passed, '+c.failed+' failed'});['passed','failed','undefined','skipped'].forEach(function(k){if(c[k]){var i=el('i',{class:k});i.style.width=100*c[k]/all.length+'%';bar.append(i)}});aside.append(bar);
var input=el('input',{type:'search',placeholder:w.search,'aria-label':w.search,on:{input:function(){query=input.value;fill()}}});input.value=query;aside.append(input);
var box=el('div',{class:'filters'});['all','passed','failed','undefined','skipped'].forEach(function(k){if(k!=='all'&&!c[k])return;box.append(el('button',{type:'button','aria-pressed':String(filter===k),text:(w[k])+' '+(k==='all'?all.length:c[k]),on:{click:function(){filter=k;render()}}}))});aside.append(box);
list=el('nav',{class:'list'});aside.append(list);fill();return aside}
function fill(){list.textContent='';var now=current();model.features.forEach(function(f){var shown=f.scenarios.filter(matches);if(!shown.length)return;var box=el('div',{class:'feature'},el('b',{text:f.name}));shown.forEach(function(s){box.append(el('a',{class:'item',href:'#/'+encodeURI(s.id),'aria-current':s===now?'page':undefined},el('span',{class:'dot '+s.status,title:s.status}),el('span',{text:s.name})))});list.append(box)})}
function words(text){var span=el('span');text.split(/("(?:[^"\\]|\\.)*"|${'`'}[^${'`'}]*${'`'})/).forEach(function(part,i){span.append(i%2?el('span',{class:'lit',text:part}):part)});return span}
function grid(head,rows,mark){var t=el('table');if(head)t.append(el('thead',{},(function(){var r=el('tr');head.forEach(function(h){r.append(el('th',{text:h}))});return r})()));var b=el('tbody');rows.forEach(function(row){var r=el('tr',{class:mark&&mark(row)?'new':undefined});row.cells.forEach(function(c,i){r.append(el('td',{text:String(c),class:(i===0?'n ':'')+(row.warn&&i===1?'warn':'')}))});b.append(r)});t.append(b);return el('div',{class:'scroll'},t)}
function scenario(s){var w=WORDS[s.feature.language]||WORDS.en,main=el('main',{lang:s.feature.language}),r=s.record;
main.append(el('div',{class:'dim small',text:s.feature.name}),el('h2',{text:s.name}));
var meta=el('div',{class:'dim small'});s.tags.forEach(function(t){meta.append(el('span',{class:'tag',text:t}))});meta.append(s.id);main.append(meta);
var chosen=-1,ol=el('ol',{class:'steps'}),objects=el('div'),picked=el('div');
s.steps.forEach(function(step,i){var li=el('li',{class:step.status},el('button',{class:'no',type:'button',title:w.step+' '+(i+1)+(r&&r.steps[i]?' · '+time(r.steps[i].from)+' – '+time(r.steps[i].to):''),text:String(i+1),on:{click:function(){choose(i)}}}),el('span',{class:'kw',text:step.keyword}),words(step.text));
if(step.docString!==undefined)li.append(el('pre',{text:step.docString}));
if(step.table)li.append(grid(null,step.table.map(function(c){return{cells:c}})));
if(step.message)li.append(el('pre',{class:'why',text:step.message}));ol.append(li)});
main.append(ol);if(s.message)main.append(el('pre',{class:'why',text:s.message}));
if(!r)return main;
if(r.brokenLaws.length)main.append(el('div',{class:'note bad'},el('b',{text:w.laws}),el('div',{text:r.brokenLaws.join('; ')})));
main.append(el('h3',{text:w.timeline}));var pic=el('div',{class:'picture',tabindex:'0'});pic.innerHTML=s.picture;main.append(pic);
var pod=null;
function events(){picked.textContent='';var rows=r.events.filter(function(e){return !pod||e.object==='Pod/'+pod.split('/')[1]}).map(function(e){return{cells:[time(e.at),e.type,e.reason+(e.count>1?' ×'+e.count:''),e.object,e.message],warn:e.type==='Warning'}});
picked.append(el('h3',{text:w.events+(pod?' · '+pod:'')}));if(pod)picked.append(el('button',{type:'button',text:w.showAll,on:{click:function(){pod=null;events();decide()}}}));picked.append(rows.length?grid(['At','Type','Reason','Object','Message'],rows):el('p',{class:'dim',text:w.none}))}
var decisions=el('div');
function decide(){decisions.textContent='';var found=r.decisions.filter(function(d){return !pod||d.pod===pod});if(!found.length)return;decisions.append(el('h3',{text:w.decisions}));found.slice(0,pod?40:12).forEach(function(d){var det=el('details',{open:Boolean(pod)},el('summary',{text:time(d.at)+'  '+d.pod+' → '+(d.node||'—')}));
det.append(grid(null,d.detail.map(function(n){return{cells:[n.node,n.plugin?n.plugin+': '+(n.reasons||[]).join(', '):n.node===d.node?w.fits+(n.total!==undefined?' ('+n.total+')':''):(n.total!==undefined?String(n.total):''),n.scores?Object.keys(n.scores).filter(function(k){return n.scores[k]}).map(function(k){return k+' '+Math.round(n.scores[k])}).join(', '):''],warn:Boolean(n.plugin)}})));decisions.append(det)})}
pic.addEventListener('click',function(e){var bar=e.target.closest('.pod'),mark=e.target.closest('.mark');if(bar){pod=bar.getAttribute('data-pod');events();decide();picked.scrollIntoView({block:'nearest'})}else if(mark)choose(Number(mark.getAttribute('data-step')))});
function choose(i){chosen=i;Array.prototype.forEach.call(ol.children,function(li,k){li.classList.toggle('chosen',k===i)});show()}
function show(){objects.textContent='';if(!r.changes.length)return;var i=chosen<0?s.steps.length-1:chosen,state={},fresh={};r.changes.forEach(function(c){if(c.step>i)return;var k=c.kind+' '+c.name;if(c.type==='DELETED')delete state[k];else{state[k]=c;if(c.step===i)fresh[k]=true}});
objects.append(el('h3',{text:w.objects+' '+(i+1)}));var kinds={};Object.keys(state).sort().forEach(function(k){(kinds[state[k].kind]=kinds[state[k].kind]||[]).push(state[k])});
Object.keys(kinds).sort().forEach(function(kind){var rows=kinds[kind];objects.append(grid([kind].concat(rows[0].columns),rows.map(function(c){return{cells:[c.name].concat(c.row),fresh:fresh[kind+' '+c.name]}}),function(row){return row.fresh}))})}
show();main.append(objects);events();main.append(picked);decide();main.append(decisions);
if(r.ignored.length){main.append(el('h3',{text:w.ignored}),grid(null,r.ignored.map(function(i){return{cells:[i.object,i.path,i.why]}})))}
main.append(el('p',{class:'dim small',text:w.seed+' '+r.seed+' · '+w.trace+' '+r.digest.slice(0,16)+' · '+time(r.end)}));return main}
function overview(){var main=el('main'),c=counts();main.append(el('h2',{text:c.failed+c.undefined?(c.failed+c.undefined)+' of '+all.length+' scenarios failed':'All '+all.length+' scenarios passed'}));
model.features.forEach(function(f){main.append(el('h3',{text:f.name}));if(f.description)main.append(el('p',{class:'dim small',text:f.description.replace(/\s+/g,' ')}));f.scenarios.forEach(function(s){main.append(el('a',{class:'item',href:'#/'+encodeURI(s.id)},el('span',{class:'dot '+s.status,title:s.status}),el('span',{text:s.name})))})});return main}
function render(){var s=current(),focus=document.activeElement&&document.activeElement.type==='search';app.textContent='';app.append(sidebar(),s?scenario(s):overview());if(focus){var i=app.querySelector('input');i.focus();i.setSelectionRange(query.length,query.length)}document.title=(s?s.name+' · ':'')+'wavetank report'}
addEventListener('hashchange',function(){render();scrollTo(0,0)});
addEventListener('keydown',function(e){if(e.target.tagName==='INPUT'){if(e.key==='Escape')e.target.blur();return}if(e.metaKey||e.ctrlKey||e.altKey)return;if(e.key==='/'){e.preventDefault();app.querySelector('input').focus()}var shown=all.filter(matches),i=shown.indexOf(current());if(e.key==='j'&&shown[i+1])go(shown[i+1]);if(e.key==='k'&&i>0)go(shown[i-1])});
render()})();`;
