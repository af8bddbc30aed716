import { execFileSync } from 'node:child_process';
const K=process.argv[2];
const help=(path)=>{try{return execFileSync(K,[...path,'--help'],{encoding:'utf8',env:{KUBECONFIG:'/dev/null',HOME:'/tmp'},stdio:['ignore','pipe','ignore']});}catch(e){return e.stdout??''}};
const flagsOf=(text)=>{
  const out=[];
  for(const m of text.matchAll(/^ {4}(?:-(\w), )?--([\w-]+)=(.*):$/gm)) out.push([m[2],m[1]??'',m[3]]);
  return out;
};
const commands={};
function walk(path){
  const text=help(path);
  const subs=[];
  for(const block of text.matchAll(/^(?:Available Commands|[A-Z].*Commands.*|Other Commands|Subcommands[^\n]*):?\n((?: {2}[\w-]+ +.*\n)+)/gm))
    for(const m of block[1].matchAll(/^ {2}([\w-]+) +/gm)) subs.push(m[1]);
  if(path.length>0){ const al=/^Aliases:\n(.*)$/m.exec(text); const usage=/^Usage:\n {2}(.*)$/m.exec(text); commands[path.join(' ')]={flags:flagsOf(text),...(usage?{usage:usage[1]}:{}),...(subs.length?{subcommands:subs}:{}),...(al?{aliases:al[1].split(', ')}:{})};}
  for(const s of subs) if(path.length<3 && s!=='help') walk([...path,s]);
}
walk([]);
const global=flagsOf(execFileSync(K,['options'],{encoding:'utf8'}));
console.log(JSON.stringify({version:'v1.34.5',global,commands}));
