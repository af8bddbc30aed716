import { type Language, linesOf, type Plan, type Script, type ScriptStep } from './plan';

const KEYWORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    Feature: 'Feature',
    Scenario: 'Scenario',
    Given: 'Given',
    When: 'When',
    Then: 'Then',
    And: 'And',
  },
  ko: {
    Feature: '기능',
    Scenario: '시나리오',
    Given: '조건',
    When: '만일',
    Then: '그러면',
    And: '그리고',
  },
};

/** Tags that say how the scenario was to be run, which the printed one says for itself. */
const RUN_TAGS = /^@(seed|explore)\(|^@shuffle$/;

/** A plan as a feature that runs it, byte for byte; `remarks` stand above it. */
export function featureText(script: Script, plan: Plan, remarks: readonly string[]): string {
  const { language, feature, name, tags } = script;
  const words = KEYWORDS[language];
  const own = tags.filter((tag) => !RUN_TAGS.test(tag));
  const all = [...own, `@seed(${plan.seed})`, ...(plan.shuffle ? ['@shuffle'] : [])];
  const lines = [
    ...(language === 'en' ? [] : [`# language: ${language}`]),
    ...remarks.map((remark) => `# ${remark}`),
    `${words.Feature}: ${feature}`,
    '',
    `  ${[...new Set(all)].join(' ')}`,
    `  ${words.Scenario}: ${name}`,
  ];
  let last = '';
  for (const { step } of linesOf(script, plan)) {
    const keyword = words[step.type === last ? 'And' : step.type];
    last = step.type;
    lines.push(`    ${keyword} ${step.text}`, ...belowOf(step));
  }
  return `${lines.join('\n')}\n`;
}

function belowOf({ docString, table }: ScriptStep): string[] {
  if (docString !== undefined) {
    const { content, mediaType = '' } = docString;
    const lines = content === '' ? [] : content.split('\n');
    const escaped = lines.map((line) => line.replaceAll('"""', '\\"\\"\\"'));
    return [`"""${mediaType}`, ...escaped, '"""'].map((line) =>
      line === '' ? '' : `      ${line}`,
    );
  }
  return (table ?? []).map((row) => `      | ${row.map(cellText).join(' | ')} |`);
}

function cellText(cell: string): string {
  return cell.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\|/g, '\\|');
}
