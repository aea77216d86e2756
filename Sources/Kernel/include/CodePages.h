#ifndef WAHOST_CODE_PAGES_H
#define WAHOST_CODE_PAGES_H
/// Lets go of the program's own code and constants as far as they lie in memory; what is needed again comes back from
/// the page cache, page by page. Starting needs ten times the code that staying needs.
int wak_release_code_pages(void);
#endif
