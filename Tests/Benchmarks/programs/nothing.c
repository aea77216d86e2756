// The cheapest task there is: `true`, static.
int main(void) { return 0; }
