"""Calendar files after RFC 5545: sessions and stops as calendars of readers take them."""
