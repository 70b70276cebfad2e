/** Proxy-Status (RFC 9209): that the gateway itself made an answer, and why. @param error one of section 2.3's names */
export const proxyStatus = (error: string): Record<string, string> => ({ 'proxy-status': `matinee; error=${error}` });
