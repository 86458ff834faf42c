/** The number on a member's card: 11 digits and a check digit (Luhn, ISO/IEC 7812-1), so that a slip of the tongue is noticed. */

/** 11 digits with their check digit. The first is never 0, so that a spreadsheet does not eat it. */
export function memberNumber(elevenDigits: string): string {
  if (!/^[1-9]\d{10}$/.test(elevenDigits)) throw new RangeError("A member number is made from 11 digits.");
  return `${elevenDigits}${luhnDigit(elevenDigits)}`;
}

/** Whether `text` (spaces allowed) is a whole member number whose check digit holds. */
export function isMemberNumber(text: string): boolean {
  const digits = text.replaceAll(" ", "");
  return /^[1-9]\d{11}$/.test(digits) && luhnDigit(digits.slice(0, 11)) === Number(digits[11]);
}

/** "412345678903" is shown as "4123 4567 8903". */
export function formatMemberNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** Every second digit from the right is doubled; the check digit fills the sum of all digits up to a ten. */
function luhnDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}
