import sys
def main():
    if len(sys.argv) > 5:
        sys.exit(1)
    x = int("3")
    return x + "1"
if __name__ == "__main__":
    main()
