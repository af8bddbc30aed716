/** The attributes that hold links, by element. upstream: apimachinery util/proxy, atomsToAttrs */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  applet: ['codebase'],
  area: ['href'],
  audio: ['src'],
  base: ['href'],
  blockquote: ['cite'],
  body: ['background'],
  button: ['formaction'],
  command: ['icon'],
  del: ['cite'],
  embed: ['src'],
  form: ['action'],
  frame: ['longdesc', 'src'],
  head: ['profile'],
  html: ['manifest'],
  iframe: ['longdesc', 'src'],
  img: ['longdesc', 'src', 'usemap'],
  input: ['formaction', 'src', 'usemap'],
  ins: ['cite'],
  link: ['href'],
  object: ['classid', 'codebase', 'data', 'usemap'],
  q: ['cite'],
  script: ['src'],
  source: ['src'],
  track: ['src'],
  video: ['poster', 'src'],
};

/** A link that begins at the server's root leads below the proxy's path; others stay. */
export function rewriteLocation(link: string, base: string): string {
  if (!link.startsWith('/') || link.startsWith('//') || link.startsWith(`${base}/`)) return link;
  return `${base}${link}`;
}

/** A page with its links led through the proxy. */
export function rewriteLinks(html: string, base: string): string {
  return html.replace(/<([a-z]+)(\s[^<>]*)>/gi, (tag, name: string, attributes: string) => {
    const links = LINKS[name.toLowerCase()];
    if (links === undefined) return tag;
    const rewritten = attributes.replace(
      /(\s([a-z]+)\s*=\s*)"([^"]*)"/gi,
      (whole, head: string, attribute: string, link: string) =>
        links.includes(attribute.toLowerCase()) ? `${head}"${rewriteLocation(link, base)}"` : whole,
    );
    return `<${name}${rewritten}>`;
  });
}
